package dev.bochner.store;

import dev.bochner.store.RunRecord.End;
import dev.bochner.store.RunRecord.Intents;
import dev.bochner.store.RunRecord.Status;
import java.time.Instant;

/**
 * Keeps {@code _runs/<run-id>.json} for a run or, once that is dead, for the one that took it over. Every write replaces
 * the whole file at once, and fails if the staging is no longer held: who lost it does not write history.
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

    /** The journal of a run that starts. */
    static RunJournal begin(FeatureTable table, Staging staging, RunRecord record) {
        RunJournal journal = new RunJournal(table, staging, record);
        journal.write(record);
        return journal;
    }

    /** The journal of a run whose staging was taken over. */
    static RunJournal resume(FeatureTable table, Staging staging, RunRecord record) {
        return new RunJournal(table, staging, record);
    }

    RunRecord record() {
        return record;
    }

    /** Announces what other runs must leave alone, before looking whether they announced the same. */
    void claim(Intents intents) {
        write(record.with(Status.PUBLISHING, intents));
    }

    /** Takes the announcement back; only before any rename. */
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
