package io.longhaul.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void medianAndQuartilesAreThoseOfTheSortedValues() {
        Figure figure = Figure.of("flatten.vs_blockpull", "ratio", List.of(5.0, 1.0, 3.0, 2.0, 4.0));

        assertThat(figure).isEqualTo(new Figure("flatten.vs_blockpull", "ratio", 5, 3.0, 2.0, 4.0));
    }

    @Test
    void quartilesBetweenTwoValuesAreInterpolated() {
        Figure figure = Figure.of("clone.overhead_ms", "ms", List.of(10.0, 20.0));

        assertThat(figure.q1()).isEqualTo(12.5);
        assertThat(figure.q3()).isEqualTo(17.5);
    }

    @Test
    void figureWithoutValuesIsRefused() {
        assertThatThrownBy(() -> Figure.of("x", "ms", List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
