package dev.bochner.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a command that writes the table intends and how it ended; {@code _runs/<run-id>.json}.
 *
 * @param command which command
 * @param ds the date it was given, if any
 * @param started time of its start, by its own clock
 * @param host where it runs, and its process id
 * @param status how far it came
 * @param intents the changes that it is about to make visible; empty before it publishes
 * @param end how it ended; empty while it runs, or if it died
 */
public record RunRecord(
        RunId runId,
        Command command,
        Optional<LocalDate> ds,
        Instant started,
        String host,
        Status status,
        Intents intents,
        Optional<End> end) {

    /** A command that writes the table. */
    public enum Command {
        RUN("run"),
        ROLLBACK("rollback"),
        EXPIRE("expire");

        private final String label;

        Command(String label) {
            this.label = label;
        }

        /** The command's name on the command line. */
        public String label() {
            return label;
        }
    }

    /** How far a run came. */
    public enum Status {
        /** The run works in its staging; readers see nothing of it. */
        RUNNING("running"),
        /** The run has recorded which renames it is about to do. If a run died in this status, it is rolled forward or back. */
        PUBLISHING("publishing"),
        PUBLISHED("published"),
        ALREADY_PUBLISHED("already-published"),
        /** A rollback or expiry has completed. */
        DONE("done"),
        /** The data gate or the audit refused the snapshot. */
        REFUSED("refused"),
        FAILED("failed"),
        /** The run died or met a conflict while publishing, and all its changes were undone. */
        ROLLED_BACK("rolled-back");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** The status as written in the journal. */
        public String label() {
            return label;
        }

        /** Returns whether the run's snapshots are published, by this run or by an earlier one from the same input. */
        boolean published() {
            return this == PUBLISHED || this == ALREADY_PUBLISHED;
        }

        /** Returns whether a run in this status needs no recovery. */
        public boolean closed() {
            return this != RUNNING && this != PUBLISHING;
        }
    }

    /**
     * The changes that a run is about to make visible.
     *
     * @param claims paths below the root that no other run may change meanwhile, with all beneath them
     * @param steps the renames, in order
     */
    public record Intents(List<String> claims, List<RenameStep> steps) {
        static final Intents NONE = new Intents(List.of(), List.of());

        public Intents {
            claims = List.copyOf(claims);
            steps = List.copyOf(steps);
        }

        /** Returns whether one of these claims equals, contains or lies beneath one of the others. */
        boolean overlaps(List<String> others) {
            return claims.stream().anyMatch(mine -> others.stream().anyMatch(theirs -> related(mine, theirs)));
        }

        private static boolean related(String a, String b) {
            return (a + "/").startsWith(b + "/") || (b + "/").startsWith(a + "/");
        }
    }

    /** How a run ended. */
    public record End(Instant at, int exitCode, String message) {}

    /** The snapshots that the run made visible, or was about to make visible. */
    public List<String> snapshots() {
        String features = FeatureTable.FEATURES + "/";
        return intents.steps().stream()
                .map(RenameStep::to)
                .filter(path -> path.startsWith(features))
                .map(path -> path.substring(features.length()))
                .toList();
    }

    RunRecord with(Status nextStatus, Intents nextIntents) {
        return new RunRecord(runId, command, ds, started, host, nextStatus, nextIntents, end);
    }

    RunRecord ended(Status finalStatus, End how) {
        return new RunRecord(runId, command, ds, started, host, finalStatus, intents, Optional.of(how));
    }
}
