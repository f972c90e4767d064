package io.longhaul.bench;

/**
 * One measured run.
 *
 * @param seconds wall-clock seconds
 * @param cpuSeconds CPU seconds of all processes of the machine in that time
 */
record Sample(double seconds, double cpuSeconds) {
    /** Work to measure. */
    interface Work {
        /** Does it, and answers with the wall-clock seconds when it knows them better than the caller; otherwise null. */
        Double run() throws Exception;
    }

    static Sample of(Work work) throws Exception {
        double cpu = CpuClock.seconds();
        long start = System.nanoTime();
        Double known = work.run();
        double measured = (System.nanoTime() - start) / 1e9;
        return new Sample(known == null ? measured : known, CpuClock.seconds() - cpu);
    }
}
