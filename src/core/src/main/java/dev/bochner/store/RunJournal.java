package dev.bochner.store;

import dev.bochner.store.RunRecord.End;
import dev.bochner.store.RunRecord.Intents;
import dev.bochner.store.RunRecord.Status;
import java.time.Instant;

/**
 * Writes {@code _runs/<run-id>.json} for a run or, once that run is dead, for the run that took it over. Every write replaces the
 * file atomically, and fails if the staging is no longer held, so that a run that lost its staging cannot overwrite the journal.
 */
final class RunJournal {
    private final FeatureTable table;
    private final Staging staging;
    private RunRecord record;

    private RunJournal(FeatureTable table, Staging staging, RunRecord record) {
        this.table = table;
        this.staging = staging;
        this.record = record;
    }

    /** Creates the journal of a run that starts. */
    static RunJournal begin(FeatureTable table, Staging staging, RunRecord record) {
        RunJournal journal = new RunJournal(table, staging, record);
        journal.write(record);
        return journal;
    }

    /** Opens the journal of a run whose staging was taken over. */
    static RunJournal resume(FeatureTable table, Staging staging, RunRecord record) {
        return new RunJournal(table, staging, record);
    }

    RunRecord record() {
        return record;
    }

    /** Records what other runs must not change, before checking for overlapping claims of theirs. */
    void claim(Intents intents) {
        write(record.with(Status.PUBLISHING, intents));
    }

    /** Withdraws the claims; allowed only before the first rename. */
    void withdraw() {
        write(record.with(Status.RUNNING, Intents.NONE));
    }

    void close(Status status, int exitCode, String message) {
        write(record.ended(status, new End(Instant.now(), exitCode, Secrets.redacted(message))));
    }

    private void write(RunRecord next) {
        staging.replaceFile(table.runPath(next.runId()), RunRecordJson.bytes(next));
        record = next;
    }
}
