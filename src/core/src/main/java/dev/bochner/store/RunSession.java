package dev.bochner.store;

import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunRecord.Intents;
import dev.bochner.store.RunRecord.Status;
import dev.bochner.store.TableFiles.Renamed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The execution of one command that writes the table, from its start to its outcome: it holds the table's lock (on local disks),
 * a staging with a heartbeat, and a journal. Beginning a session settles what dead runs left behind. A session must always be
 * closed: one without an outcome is recorded as failed, and one that broke off while publishing is left for the next command to
 * settle.
 */
public final class RunSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);

    private final FeatureTable table;
    private final Request request;
    private final Staging staging;
    private final TableLock lock;
    private final Heartbeat heartbeat;
    private final RunJournal journal;
    private boolean holding;

    /**
     * The parameters of a session.
     *
     * @param command the command
     * @param ds the date it was given, if any
     * @param options the store's times
     * @param listener is called before and after every step
     */
    public record Request(Command command, Optional<LocalDate> ds, StoreOptions options, StepListener listener) {
        /** Creates a request without a listener. */
        public static Request of(Command command, Optional<LocalDate> ds, StoreOptions options) {
            return new Request(command, ds, options, StepListener.NONE);
        }
    }

    private RunSession(FeatureTable table, Request request, RunId run, TableLock lock) {
        this.table = table;
        this.request = request;
        this.lock = lock;
        this.staging = Staging.of(table, run);
        staging.create();
        this.heartbeat =
                Heartbeat.start(table.files(), staging, request.options().heartbeatInterval());
        try {
            this.journal = RunJournal.begin(table, staging, firstRecord(run, request));
        } catch (RuntimeException | Error e) {
            heartbeat.close();
            throw e;
        }
    }

    /**
     * Begins a run: takes the lock, makes the staging, opens the journal and settles dead runs.
     *
     * @throws ConflictException if another command is writing a table on local disks
     */
    public static RunSession begin(FeatureTable table, Request request) {
        RunId run = RunId.fresh();
        RunSession session = open(table, request, run);
        try {
            session.settleDead();
        } catch (RuntimeException | Error e) {
            session.failed(1, "Cannot settle what a dead run left: " + FailureText.of(e));
            session.close();
            throw e;
        }
        LOG.info("Run {} ({}) begins on {}", run, request.command().label(), table.root());
        return session;
    }

    /** Opens a session without settling dead runs. */
    static RunSession open(FeatureTable table, Request request, RunId run) {
        TableLock lock = TableLock.acquire(table, run);
        try {
            return new RunSession(table, request, run, lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    void settleDead() {
        new Recovery(this).settleDead();
    }

    private static RunRecord firstRecord(RunId run, Request request) {
        String process = hostName() + ", process " + ProcessHandle.current().pid();
        return new RunRecord(
                run,
                request.command(),
                request.ds(),
                Instant.now(),
                process,
                Status.RUNNING,
                Intents.NONE,
                Optional.empty());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }

    /** This run's name. */
    public RunId runId() {
        return staging.run();
    }

    /** The table it writes. */
    public FeatureTable table() {
        return table;
    }

    /** The staging in which the run works before anything is visible. */
    public Staging staging() {
        return staging;
    }

    /** Records that the data gate refused the snapshot. The quarantine of the run is kept. */
    public void refused(String message) {
        end(Status.REFUSED, 3, message);
    }

    /** Records that the audit refused the staged snapshots. They are kept in the staging, and later commands remove them. */
    void hold(AuditHold refusal) {
        holding = true;
        listener().around("hold", () -> refusal.leaveIn(staging));
        listener().around("close", () -> refused(refusal.message()));
    }

    /** Records that there was nothing to do. */
    public void alreadyPublished(String message) {
        end(Status.ALREADY_PUBLISHED, 0, message);
    }

    /**
     * Records a failure. An outcome that is already recorded stays, and so does an unfinished publication. If it cannot be
     * recorded, for example on a full disk, that is only logged, so that the user sees the original failure.
     */
    public void failed(int exitCode, String message) {
        try {
            end(Status.FAILED, exitCode, message);
        } catch (StoreException e) {
            LOG.warn("The outcome of run {} ({}) is not recorded: {}", runId(), message, e.getMessage());
        }
    }

    private void end(Status status, int exitCode, String message) {
        if (journal.record().status() != Status.RUNNING) {
            return;
        }
        try {
            journal.close(status, exitCode, message);
        } catch (LostStagingException e) {
            LOG.warn("The outcome of run {} ({}) is not recorded: {}", runId(), message, e.getMessage());
        }
    }

    /**
     * Makes the staged quarantine visible under {@code _quarantine/ds=.../run=...}, where it stays however the run ends.
     *
     * @return the directory of the quarantine; empty if no row was refused
     */
    public Optional<Path> publishQuarantine(LocalDate ds) {
        Path date = new Path(table.resolve(FeatureTable.QUARANTINE), "ds=" + ds);
        Path target = new Path(date, "run=" + runId());
        return publishDraft(staging.quarantine(), target) ? Optional.of(target) : Optional.empty();
    }

    /**
     * Makes a file of the audit visible, if there is a draft of it: metrics under {@code _audit/metrics}, the report under
     * {@code _audit/reports/ds=...}, where they stay however the run ends.
     *
     * @return the path of the file; empty if there is no draft
     */
    public Optional<Path> publishAudit(AuditFile file, LocalDate ds) {
        Path target = file.path(table, ds, runId());
        return publishDraft(staging.auditDraft(file), target) ? Optional.of(target) : Optional.empty();
    }

    /** Moves a draft to its final path, and returns whether it is there now. */
    private boolean publishDraft(Path draft, Path target) {
        if (!table.files().exists(draft)) {
            staging.ensureHeld();
            return table.files().exists(target);
        }
        table.files().makeDirectories(target.getParent());
        Renamed renamed = table.files().rename(draft, target);
        if (renamed == Renamed.TARGET_EXISTS) {
            throw new StoreException("Cannot publish " + draft + ": " + target + " exists");
        }
        if (renamed == Renamed.MISSING) {
            staging.ensureHeld();
        }
        return table.files().exists(target);
    }

    StoreOptions options() {
        return request.options();
    }

    StepListener listener() {
        return request.listener();
    }

    RunJournal journal() {
        return journal;
    }

    /** Returns whether the lock excludes all other runs, so that every other run is known to be dead. */
    boolean alone() {
        return table.files().local();
    }

    /** Returns the file server's time, taken from a fresh heartbeat. */
    long serverTimeMillis() {
        return heartbeat.beat();
    }

    /**
     * Ends heartbeat and lock as the death of the process would, without recording or removing anything. For tests of crashes.
     */
    void vanish() {
        heartbeat.close();
        lock.close();
    }

    private void endStaging(Status status) {
        // This is remembered instead of read from the filesystem, because another run may be moving the staging at this
        // moment to
        // accept it.
        if (holding) {
            listener().around("tidy", () -> table.files().delete(staging.attempts()));
            return;
        }
        HeldStaging adoption = new HeldStaging(table, staging);
        if (!status.published() && !adoption.none()) {
            listener().around("give-back", adoption::giveBack);
        }
        listener().around("remove", staging::remove);
    }

    /** Ends the run. If its staging cannot be removed, the next command removes it; the outcome does not change. */
    @Override
    public void close() {
        heartbeat.close();
        try {
            end(Status.FAILED, 1, "Ended without an outcome");
            if (journal.record().status().closed()) {
                endStaging(journal.record().status());
            } else if (staging.held()) {
                table.files().write(staging.abandoned(), new byte[0]);
            }
        } catch (StoreException e) {
            LOG.warn("Run {} leaves {} to the next command: {}", runId(), staging, e.getMessage());
        } finally {
            lock.close();
        }
    }
}
