package dev.bochner.experiments.paper;

/**
 * What became of a claim. Made of figures, never by hand: a run could contradict what is written by hand.
 *
 * @param claim a sentence without a full stop
 * @param ruling whether it holds
 * @param evidence the figures, without a full stop
 */
public record Verdict(String claim, Ruling ruling, String evidence) {
    /** Whether a claim holds. */
    public enum Ruling {
        /** The figures agree with it. */
        CONFIRMED,
        /** The figures contradict it. */
        REFUTED,
        /** The figures do not tell. */
        OPEN
    }

    /** One that figures settle either way. */
    public static Verdict of(String claim, boolean holds, String evidence) {
        return new Verdict(claim, holds ? Ruling.CONFIRMED : Ruling.REFUTED, evidence);
    }

    String markdown() {
        String word = switch (ruling) {
            case CONFIRMED -> "Confirmed";
            case REFUTED -> "Refuted";
            case OPEN -> "Open";
        };
        return "- **" + word + "**: " + claim + ". " + evidence + ".\n";
    }
}
