package dev.bochner.demo;

/** How progress is shown. */
interface ProgressDisplay extends AutoCloseable {
    /** Called at the start of each step and whenever the state of one changes. */
    void show(Progress progress);

    /** Leaves the last state visible and the stream at the start of a line. */
    @Override
    void close();

    /**
     * A moment of the whole.
     *
     * @param step number of the step, from 1
     * @param steps how many there are
     * @param name what the step does
     * @param share of the whole that is done, 0 to 1
     * @param seconds since the start
     */
    record Progress(int step, int steps, String name, double share, long seconds) {
        long percent() {
            return (long) Math.floor(100 * share);
        }
    }
}
