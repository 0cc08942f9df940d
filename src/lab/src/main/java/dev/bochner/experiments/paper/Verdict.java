package dev.bochner.experiments.paper;

/**
 * The verdict on a claim, computed from the results of a run. A verdict written by hand could contradict a later run.
 *
 * @param claim a sentence without a full stop
 * @param ruling whether it holds
 * @param evidence the figures, without a full stop
 */
public record Verdict(String claim, Ruling ruling, String evidence) {
    /** Whether a claim holds. */
    public enum Ruling {
        /** The results agree with the claim. */
        CONFIRMED,
        /** The results contradict the claim. */
        REFUTED,
        /** The results do not decide it. */
        OPEN
    }

    /** A verdict that is either confirmed or refuted. */
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
