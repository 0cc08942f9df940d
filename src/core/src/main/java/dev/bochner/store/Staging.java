package dev.bochner.store;

import dev.bochner.store.TableFiles.Renamed;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The directory in which a run works, {@code _staging/<run-id>}, invisible to readers:
 * <pre>
 *   attempts/            where tasks write; a task that is presumed dead may still write here
 *   snapshot/m=/seed=/   what is to be published: accepted files, then the manifest
 *   state/               the stabiliser's state: accepted files of its items, then the matrix and the manifest
 *   quarantine/          accepted files of refused rows
 *   audit/               metrics and report, before they go to _audit
 *   owner/               heartbeat, journal drafts, snapshots that this run takes out of sight, a refused run's staging
 *                        that it adopts; the mark of the audit's refusal
 * </pre>
 * One end of every rename that publishes, replaces or rolls back lies in here, and {@code owner/} is made once, at the start.
 * Renaming the whole directory therefore fences its run off at once, wherever that run is executing: another run takes over a
 * dead one by renaming its directory to {@code _staging/<run-id>.by-<other run-id>}, and a driver that was only suspended can do
 * no harm when it resumes. A task that resumes finds no directory to create its file in, and creates none. A directory without
 * {@code owner/} is garbage, and is deleted when it is old.
 */
public final class Staging {
    private static final String TAKEN = ".by-";
    static final String OWNER = "owner";
    static final String SNAPSHOT = "snapshot";
    static final String STATE = "state";

    private final FeatureTable table;
    private final RunId run;
    private final RunId holder;

    private Staging(FeatureTable table, RunId run, RunId holder) {
        this.table = table;
        this.run = run;
        this.holder = holder;
    }

    /** Returns the staging that a run holds itself. The Spark stage finds its run's staging by this method. */
    public static Staging of(FeatureTable table, RunId run) {
        return new Staging(table, run, run);
    }

    /**
     * Returns the staging with the given directory name below {@code _staging}; empty for a name that is not that of a staging.
     */
    static Optional<Staging> parse(FeatureTable table, String name) {
        int taken = name.indexOf(TAKEN);
        try {
            RunId run = new RunId(taken < 0 ? name : name.substring(0, taken));
            RunId holder = taken < 0 ? run : new RunId(name.substring(taken + TAKEN.length()));
            return Optional.of(new Staging(table, run, holder));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** Returns the same staging as held by another run. */
    Staging heldBy(RunId taker) {
        return new Staging(table, run, taker);
    }

    /** The run whose output lies here. */
    RunId run() {
        return run;
    }

    /** The run that may change it: the run itself, or the one that took it over. */
    RunId holder() {
        return holder;
    }

    boolean heldByItsOwnRun() {
        return run.equals(holder);
    }

    Path root() {
        return new Path(table.resolve(FeatureTable.STAGING), heldByItsOwnRun() ? run.text() : run + TAKEN + holder);
    }

    /** The directory in which task attempts write, each under a unique name. */
    public Path attempts() {
        return new Path(root(), "attempts");
    }

    /**
     * Creates directories for the task attempts before any task starts. Tasks create no directories, so that a late task cannot
     * write after its run has ended.
     */
    public void makeAttempts(List<String> directories) {
        ensureHeld();
        directories.forEach(name -> table.files().makeDirectories(new Path(attempts(), name)));
    }

    /** The directory of the files of a version that are to be published. */
    public Path snapshot(VersionId version) {
        return new Path(new Path(root(), SNAPSHOT), version.toString());
    }

    /** The directory of the stabiliser state that is to be published with the snapshots. */
    public Path state() {
        return new Path(root(), STATE);
    }

    /** The directory of the quarantine's accepted files. */
    public Path quarantine() {
        return new Path(root(), "quarantine");
    }

    /** The path at which a file of the audit is written before {@link RunSession#publishAudit} makes it visible. */
    public Path auditDraft(AuditFile file) {
        return new Path(new Path(root(), "audit"), file.draft());
    }

    /** Writes a file of the audit at {@link #auditDraft}. */
    public void writeAuditDraft(AuditFile file, byte[] bytes) {
        Path draft = auditDraft(file);
        table.files().makeDirectories(draft.getParent());
        table.files().write(draft, bytes);
    }

    /** Accepts a file that a task attempt wrote into what is to be published; it keeps its name. */
    public void acceptIntoSnapshot(VersionId version, Path attemptFile) {
        accept(attemptFile, snapshot(version));
    }

    /** Accepts a file that a task attempt wrote into the state's table of items; it keeps its name. */
    public void acceptIntoState(Path attemptFile) {
        accept(attemptFile, state());
    }

    /** Accepts a file that a task attempt wrote into the quarantine; it keeps its name. */
    public void acceptIntoQuarantine(Path attemptFile) {
        accept(attemptFile, quarantine());
    }

    private void accept(Path attemptFile, Path directory) {
        table.files().makeDirectories(directory);
        Path target = new Path(directory, attemptFile.getName());
        Renamed renamed = table.files().rename(attemptFile, target);
        if (renamed == Renamed.MISSING
                || (renamed == Renamed.TARGET_EXISTS && table.files().exists(attemptFile))) {
            throw new StoreException("Cannot accept " + attemptFile + " as " + target + ": " + renamed);
        }
    }

    Path owner() {
        return new Path(root(), OWNER);
    }

    Path heartbeat() {
        return new Path(owner(), "heartbeat");
    }

    /**
     * The marker file of a run that is known to have ended without being settled, so that no other run waits for its heartbeat to
     * time out.
     */
    Path abandoned() {
        return new Path(owner(), "abandoned");
    }

    /** The marker file of a staging that the audit refused and that is to be kept. */
    Path refusal() {
        return new Path(owner(), "refusal.json");
    }

    /** Creates the directory; from then on the run exists for other runs. */
    void create() {
        table.files().makeDirectories(owner());
    }

    /** Returns whether this run still holds the directory, that is, whether it still has its name. */
    boolean held() {
        return table.files().exists(owner());
    }

    void ensureHeld() {
        if (!held()) {
            throw new LostStagingException(holder);
        }
    }

    /** Path below the table's root that a staged snapshot has while its own run holds it. */
    String stagedPath(VersionId version) {
        return String.join("/", FeatureTable.STAGING, run.text(), SNAPSHOT, version.toString());
    }

    /** Path below the table's root that a staged state has while its own run holds it. */
    String stagedStatePath() {
        return String.join("/", FeatureTable.STAGING, run.text(), STATE);
    }

    /** Path below the table's root to which a published snapshot is moved when it is unpublished. */
    String outOfSight(RetireAction fate, Snapshot snapshot) {
        return outOfSight(fate, snapshot.toString());
    }

    /** Path below the table's root to which anything else with a unique name is moved when it is unpublished. */
    String outOfSight(RetireAction fate, String name) {
        return String.join("/", FeatureTable.STAGING, run.text(), OWNER, fate.directory, name);
    }

    /** What happens at the end of the run to a snapshot that was unpublished. */
    enum RetireAction {
        /** It is moved to {@code _replaced/<run-id>} and kept for some days, for readers in flight and for undo. */
        KEPT("replaced"),
        /** It is deleted with the staging. */
        DELETED("expired");

        private final String directory;

        RetireAction(String directory) {
            this.directory = directory;
        }

        /** Below {@code owner/}. */
        String directory() {
            return directory;
        }
    }

    /**
     * Returns the current path of a step's source or target: if it lies in this staging, it moved with it when the staging was
     * taken over.
     */
    Path locate(String relative) {
        String own = FeatureTable.STAGING + "/" + run + "/";
        return relative.startsWith(own) ? new Path(root(), relative.substring(own.length())) : table.resolve(relative);
    }

    /**
     * Creates a directory and its parents up to {@code owner/}, which must exist: once the staging is taken over, it must not be
     * created again.
     */
    void makeOwned(Path directory) {
        if (!directory.getParent().equals(owner())) {
            makeOwned(directory.getParent());
        }
        if (!table.files().makeDirectoryWithin(directory)) {
            throw new LostStagingException(holder);
        }
    }

    /** Writes a file atomically, if this staging is still held. */
    void replaceFile(Path file, byte[] bytes) {
        table.files().makeDirectories(file.getParent());
        rewrite(file, bytes);
    }

    /**
     * Writes a file atomically in a directory that exists, such as one within {@code owner/}, which must never be created again.
     */
    void rewrite(Path file, byte[] bytes) {
        if (!table.files().replace(new Path(owner(), "draft-" + file.getName()), file, bytes)) {
            throw new LostStagingException(holder);
        }
    }

    /** Creates a file atomically, if this staging is still held; returns false if the file exists. */
    boolean createFile(Path file, byte[] bytes) {
        Path draft = new Path(owner(), "draft-" + file.getName());
        table.files().makeDirectories(file.getParent());
        if (!table.files().write(draft, bytes)) {
            throw new LostStagingException(holder);
        }
        Renamed renamed = table.files().rename(draft, file);
        if (renamed == Renamed.MISSING) {
            throw new LostStagingException(holder);
        }
        return renamed == Renamed.MOVED;
    }

    /**
     * Removes the staging: replaced snapshots are moved to {@code _replaced}, the rest is deleted. The run's journal must be
     * closed.
     */
    void remove() {
        Path replaced = new Path(owner(), RetireAction.KEPT.directory);
        if (holdsSnapshot(replaced)) {
            Path kept = new Path(table.resolve(FeatureTable.REPLACED), run.text());
            table.files().makeDirectories(kept.getParent());
            if (table.files().rename(replaced, kept) == Renamed.TARGET_EXISTS) {
                throw new StoreException("Cannot keep " + replaced + ": " + kept + " exists; move one of them away");
            }
        }
        table.files().delete(root());
    }

    private boolean holdsSnapshot(Path replaced) {
        for (FileStatus directions : table.files().list(replaced)) {
            for (FileStatus seed : table.files().list(directions.getPath())) {
                if (!table.files().list(seed.getPath()).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return root().toString();
    }
}
