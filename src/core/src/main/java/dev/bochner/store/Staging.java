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
 * One end of every rename that publishes, replaces or rolls back lies in here, and {@code owner/} is made once, at the
 * start. So renaming the whole directory takes all power from its run, at once and wherever it is: that is how another
 * run takes over a dead one, to {@code _staging/<run-id>.by-<other run-id>}, and a driver that was only asleep can do no
 * harm when it wakes. A task that wakes finds no directory to make a file in, and makes none. What lies there without
 * {@code owner/} all the same is rubbish, and is cleaned when it is old.
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

    /** The staging of a run, which holds it; the Spark stage finds its run's staging so. */
    public static Staging of(FeatureTable table, RunId run) {
        return new Staging(table, run, run);
    }

    /** The staging that a directory below {@code _staging} is; empty for a foreign name. */
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

    /** The same staging in the hands of another run. */
    Staging heldBy(RunId taker) {
        return new Staging(table, run, taker);
    }

    /** Whose work lies here. */
    RunId run() {
        return run;
    }

    /** Who may do anything about it: the run itself, or the one that took it over. */
    RunId holder() {
        return holder;
    }

    boolean heldByItsOwnRun() {
        return run.equals(holder);
    }

    Path root() {
        return new Path(table.resolve(FeatureTable.STAGING), heldByItsOwnRun() ? run.text() : run + TAKEN + holder);
    }

    /** Where task attempts write, each under a name of its own. */
    public Path attempts() {
        return new Path(root(), "attempts");
    }

    /** Makes directories in it, before any task starts: a task makes none, so that it cannot outlive its run. */
    public void makeAttempts(List<String> directories) {
        ensureHeld();
        directories.forEach(name -> table.files().makeDirectories(new Path(attempts(), name)));
    }

    /** Where the files of a version lie that are to be published. */
    public Path snapshot(VersionId version) {
        return new Path(new Path(root(), SNAPSHOT), version.toString());
    }

    /** Where the files of the stabiliser's state lie that is to be published with the snapshots. */
    public Path state() {
        return new Path(root(), STATE);
    }

    /** Where the quarantine's files lie that are to be kept. */
    public Path quarantine() {
        return new Path(root(), "quarantine");
    }

    /** Where a file of the audit is written that {@link RunSession#publishAudit} then makes visible. */
    public Path auditDraft(AuditFile file) {
        return new Path(new Path(root(), "audit"), file.draft());
    }

    /** Writes such a file. */
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

    /** There when the run is known to have ended without being settled, so that nobody waits for its heartbeat. */
    Path abandoned() {
        return new Path(owner(), "abandoned");
    }

    /** There when the audit refused what is staged, so that it is kept. */
    Path refusal() {
        return new Path(owner(), "refusal.json");
    }

    /** Makes the directory; from here on the run exists. */
    void create() {
        table.files().makeDirectories(owner());
    }

    /** Whether the directory is still where its holder left it. */
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

    /** The same of a staged state. */
    String stagedStatePath() {
        return String.join("/", FeatureTable.STAGING, run.text(), STATE);
    }

    /** Path below the table's root to which a published snapshot is taken out of sight. */
    String outOfSight(RetireAction fate, Snapshot snapshot) {
        return outOfSight(fate, snapshot.toString());
    }

    /** The same for anything under a name of its own. */
    String outOfSight(RetireAction fate, String name) {
        return String.join("/", FeatureTable.STAGING, run.text(), OWNER, fate.directory, name);
    }

    /** What becomes of a snapshot that was taken out of sight, when the run is over. */
    enum RetireAction {
        /** It goes to {@code _replaced/<run-id>} and stays for some days, for readers in flight and second thoughts. */
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

    /** The place of a step's end now: what lies in this staging moved with it when it was taken over. */
    Path locate(String relative) {
        String own = FeatureTable.STAGING + "/" + run + "/";
        return relative.startsWith(own) ? new Path(root(), relative.substring(own.length())) : table.resolve(relative);
    }

    /** Makes a directory, and those above it up to {@code owner/}, which must be there: it never comes back once taken. */
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

    /** The same in a directory that exists, such as one within {@code owner/}, which must never be made anew. */
    void rewrite(Path file, byte[] bytes) {
        if (!table.files().replace(new Path(owner(), "draft-" + file.getName()), file, bytes)) {
            throw new LostStagingException(holder);
        }
    }

    /** Creates a file atomically, if this staging is still held; false if the file exists. */
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

    /** Ends it: replaced snapshots go where they are kept, the rest is deleted. The run's journal must be closed. */
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
