package dev.bochner.experiments.stability;

/** How the data changes from day to day. */
public enum Protocol {
    /** The data stay the same; the trainings differ by their seeds. */
    SAME_DATA("same data", 1),
    /** Each day is trained on a larger share of the ratings, in order of time, and with another seed. */
    GROWING_DATA("growing data", 1001);

    private final String label;
    private final long firstSeed;

    Protocol(String label, long firstSeed) {
        this.label = label;
        this.firstSeed = firstSeed;
    }

    /** The name in titles and progress lines. */
    public String label() {
        return label;
    }

    /** Share of the earliest ratings that a day is trained on. */
    double share(int day, int days, double firstShare) {
        return this == SAME_DATA ? 1 : firstShare + (1 - firstShare) * day / (days - 1);
    }

    /** Seed of a day's training. */
    long seed(int day) {
        return firstSeed + day;
    }
}
