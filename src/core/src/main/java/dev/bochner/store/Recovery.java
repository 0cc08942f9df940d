package dev.bochner.store;

import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunRecord.Status;
import dev.bochner.store.TableFiles.Renamed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what dead runs left behind. A run that died while publishing is rolled forward if any of its renames is visible,
 * otherwise back; it is also rolled back if a rename can no longer be done. For a run that died earlier only the staging has to
 * be deleted. Snapshots that the audit refused are kept for their retention, also if a run died while accepting them. Recovery
 * may crash at any point, or be attempted by two runs at once: a staging has one holder at a time, and every step checks the
 * current state first.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final RunSession me;
    private final FeatureTable table;

    Recovery(RunSession me) {
        this.me = me;
        this.table = me.table();
    }

    /** Returns all stagings except that of this run. */
    List<Staging> others() {
        List<Staging> others = new ArrayList<>();
        for (FileStatus entry : table.files().list(table.resolve(FeatureTable.STAGING))) {
            Staging.parse(table, entry.getPath().getName())
                    .filter(staging -> !staging.holder().equals(me.runId()))
                    .ifPresent(others::add);
        }
        return others;
    }

    /** Takes over and settles every staging whose holder is dead. */
    void settleDead() {
        List<Staging> others = others();
        if (others.isEmpty()) {
            return;
        }
        long now = me.serverTimeMillis();
        for (Staging other : others) {
            if (dead(other.holder(), now) && !waits(other, now)) {
                takeOver(other).ifPresent(taken -> settle(taken, now));
            }
        }
    }

    /** Returns whether a run's last heartbeat is older than the timeout, by the file server's clock alone. */
    private boolean dead(RunId run, long nowMillis) {
        if (me.alone()) {
            return true;
        }
        Staging own = Staging.of(table, run);
        if (table.files().exists(own.abandoned())) {
            return true;
        }
        Optional<Long> sign =
                modified(own.heartbeat()).or(() -> modified(own.owner())).or(() -> modified(own.root()));
        long timeout = me.options().heartbeatTimeout().toMillis();
        return sign.map(millis -> nowMillis - millis > timeout).orElse(true);
    }

    /** Returns whether a staging is a refused one at its own path, where it waits for acceptance. */
    private boolean waits(Staging staging, long nowMillis) {
        return staging.heldByItsOwnRun() && kept(staging, nowMillis) && table.ended(staging.run());
    }

    /** Returns whether a staging was refused and its retention is not over. */
    private boolean kept(Staging staging, long nowMillis) {
        Optional<Long> marked = modified(staging.refusal());
        return marked.isPresent()
                && AuditHold.in(table, staging)
                        .filter(refusal ->
                                nowMillis - marked.get() <= refusal.retention().toMillis())
                        .isPresent();
    }

    private Optional<Long> modified(Path path) {
        return table.files().status(path).map(FileStatus::getModificationTime);
    }

    /** Takes a staging from its holder by one atomic rename; empty if another run was faster. */
    private Optional<Staging> takeOver(Staging dead) {
        Staging mine = dead.heldBy(me.runId());
        me.listener().before("take");
        Renamed renamed = table.files().rename(dead.root(), mine.root());
        me.listener().after("take");
        return renamed == Renamed.MOVED ? Optional.of(mine) : Optional.empty();
    }

    /** Settles a staging that this run has taken over. */
    private void settle(Staging staging, long nowMillis) {
        if (!staging.held()) {
            LOG.info("Deleting {}: left by a task of a run that was over", staging);
            table.files().delete(staging.root());
            return;
        }
        // The journal is read only now, because its run may have made progress until the staging was taken.
        Optional<Status> status = table.run(staging.run()).map(found -> settleJournal(staging, found));
        if (kept(staging, nowMillis)) {
            me.listener().around("settle-keep", () -> HeldStaging.moveBack(table, staging.root(), staging.run()));
            return;
        }
        HeldStaging adoption = new HeldStaging(table, staging);
        if (status.filter(Status::published).isEmpty() && !adoption.none()) {
            me.listener().around("settle-give-back", adoption::giveBack);
        }
        me.listener().around("settle-remove", staging::remove);
    }

    private Status settleJournal(Staging staging, RunRecord found) {
        RunJournal journal = RunJournal.resume(table, staging, found);
        if (found.status() == Status.RUNNING) {
            AuditHold.in(table, staging)
                    .ifPresentOrElse(
                            refusal -> close(journal, Status.REFUSED, 3, refusal.message()),
                            () -> close(journal, Status.FAILED, 1, "Died before it published anything"));
        } else if (found.status() == Status.PUBLISHING) {
            settlePublishing(staging, journal);
        }
        return journal.record().status();
    }

    private void settlePublishing(Staging staging, RunJournal journal) {
        Renames renames = new Renames(table, staging);
        List<RenameStep> steps = journal.record().intents().steps();
        if (steps.stream().noneMatch(renames::done)) {
            close(journal, Status.ROLLED_BACK, 1, "Died before anything of it was visible");
            return;
        }
        try {
            forward(renames, steps);
            Status status = journal.record().command() == Command.RUN ? Status.PUBLISHED : Status.DONE;
            close(journal, status, 0, "Died while it published, and was rolled forward");
        } catch (ConflictException e) {
            String kept = undo(renames, steps, me.listener());
            close(journal, Status.ROLLED_BACK, 4, "Died while it published, and was undone: " + e.getMessage() + kept);
        }
    }

    private void forward(Renames renames, List<RenameStep> steps) {
        for (int i = 0; i < steps.size(); i++) {
            RenameStep step = steps.get(i);
            if (!renames.done(step)) {
                renames.prepare(step);
                me.listener().around("settle-rename-" + i, () -> renames.forward(step));
            }
        }
    }

    /**
     * Undoes steps in reverse order.
     *
     * @return a phrase for what could not be undone, or an empty string
     */
    static String undo(Renames renames, List<RenameStep> steps, StepListener listener) {
        List<RenameStep> reversed = new ArrayList<>(steps);
        Collections.reverse(reversed);
        List<String> kept = new ArrayList<>();
        for (RenameStep step : reversed) {
            listener.before("undo-rename");
            if (!renames.back(step)) {
                kept.add(step.from());
            }
            listener.after("undo-rename");
        }
        return kept.isEmpty() ? "" : ". The former " + kept + " is kept below " + FeatureTable.REPLACED;
    }

    private void close(RunJournal journal, Status status, int exitCode, String message) {
        RunId run = journal.record().runId();
        LOG.info("Settling run {}: {}", run, message);
        me.listener().around("settle-close", () -> journal.close(status, exitCode, message + "; by run " + me.runId()));
    }
}
