package io.longhaul.bench;

import java.util.Arrays;
import java.util.List;

/**
 * One figure of a benchmark: the median and the quartiles of values that were measured in pairs, interleaved in one run.
 *
 * @param name for instance {@code flatten.vs_blockpull}
 * @param unit {@code ratio}, {@code ms} or {@code s}
 * @param pairs number of pairs
 * @param median the median of the pairs' values
 * @param q1 the lower quartile
 * @param q3 the upper quartile
 */
public record Figure(String name, String unit, int pairs, double median, double q1, double q3) {
    /** The figure of measured values, one for each pair; at least one. */
    public static Figure of(String name, String unit, List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values of " + name);
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Figure(
                name, unit, sorted.length, quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
    }

    /** Linear interpolation between closest ranks (type 7 of Hyndman and Fan, 1996). */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = (int) Math.ceil(position);
        double value = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        return Arrays.stream(sorted).allMatch(Double::isFinite) ? value : Double.NaN;
    }
}
