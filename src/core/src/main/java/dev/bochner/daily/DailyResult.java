package dev.bochner.daily;

/**
 * How a run ended, short of an exception.
 *
 * @param runId the run's id
 * @param status what became of the snapshot
 * @param message one line for a person: what, where, how many
 * @param audit what the audit found, in some lines; empty if there was none
 */
public record DailyResult(String runId, Status status, String message, String audit) {
    /** What became of the snapshot. */
    public enum Status {
        PUBLISHED,
        ALREADY_PUBLISHED,
        REFUSED
    }
}
