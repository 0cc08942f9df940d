package dev.bochner.progress;

/** How progress is shown. */
public interface ProgressDisplay extends AutoCloseable {
    /** Called at the start of each step and whenever the state of one changes. */
    void show(Progress progress);

    /** Leaves the stream at the start of a line, and the last state visible where the steps were known. */
    @Override
    void close();

    /**
     * A moment of the whole.
     *
     * @param step number of the step, from 1
     * @param steps how many there are, 0 where nobody knows
     * @param name what the step does
     * @param share of the whole that is done, 0 to 1
     * @param seconds since the start
     * @param detail what else is known, such as rows a second; may be empty
     */
    record Progress(int step, int steps, String name, double share, long seconds, String detail) {
        /** A moment of which nothing else is known. */
        public Progress(int step, int steps, String name, double share, long seconds) {
            this(step, steps, name, share, seconds, "");
        }

        /** What the step does, and what else is known. */
        String text() {
            return detail.isEmpty() ? name : name + ": " + detail;
        }

        long percent() {
            return (long) Math.floor(100 * share);
        }
    }
}
