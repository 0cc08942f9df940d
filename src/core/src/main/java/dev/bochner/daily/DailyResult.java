package dev.bochner.daily;

/**
 * The result of a run that ended without an exception.
 *
 * @param runId the run's id
 * @param status whether the snapshot was published
 * @param message summary in one line for the user: what, where, how many
 * @param audit the audit's summary, some lines of text; empty if there was no audit
 */
public record DailyResult(String runId, Status status, String message, String audit) {
    /** Whether the snapshot was published. */
    public enum Status {
        PUBLISHED,
        ALREADY_PUBLISHED,
        REFUSED
    }
}
