package dev.bochner.store;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feature table as readers see it: its versions, their specs, and their snapshots with manifests. Tables are written by a
 * {@link RunSession}. Every method reads the filesystem anew; nothing is cached.
 */
public final class FeatureTable {
    static final String FEATURES = "features";
    static final String STAGING = "_staging";
    static final String REPLACED = "_replaced";
    static final String QUARANTINE = "_quarantine";
    static final String RUNS = "_runs";
    static final String AUDIT = "_audit";
    static final String STATE = "_state";
    static final String ESTIMATES = "_estimates";
    static final String SPEC_FILE = "_spec.json";
    static final String MANIFEST_FILE = "_manifest.json";
    static final String SUCCESS_FILE = "_SUCCESS";

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):/");
    private static final Logger LOG = LoggerFactory.getLogger(FeatureTable.class);

    private final TableFiles files;
    private final Configuration configuration;
    private final Set<Path> skipped = ConcurrentHashMap.newKeySet();

    private FeatureTable(TableFiles files, Configuration configuration) {
        this.files = files;
        this.configuration = configuration;
    }

    /**
     * Opens the table at a path, which need not exist yet.
     *
     * @throws StoreException if the path lies on a filesystem without atomic rename, or cannot be reached
     */
    public static FeatureTable at(Path root, Configuration configuration) {
        return new FeatureTable(TableFiles.at(root, configuration), configuration);
    }

    /**
     * Returns why no table can lie at this path, as far as its text shows; empty if the path has no scheme or a supported one.
     */
    public static Optional<String> refusal(String root) {
        if (Secrets.isIn(root)) {
            return Optional.of(
                    "Table " + Secrets.redacted(root) + " has a password in its address, which would be written"
                            + " wherever the table is named; leave it out, Hadoop's configuration is the place for credentials");
        }
        Matcher matcher = SCHEME.matcher(root);
        return matcher.lookingAt() ? Filesystems.refusal(root, matcher.group(1)) : Optional.empty();
    }

    /** The table's root, fully qualified. */
    public Path root() {
        return files.root();
    }

    /** A path below the root. */
    public Path resolve(String relative) {
        return new Path(root(), relative);
    }

    /** The directory of all published snapshots, which is the table's location in a metastore. */
    public Path featuresPath() {
        return resolve(FEATURES);
    }

    /** The directory that a snapshot has once it is published. */
    public Path path(Snapshot snapshot) {
        return resolve(snapshot.relativePath());
    }

    /** The path of a version's spec. */
    public Path specPath(VersionId version) {
        return new Path(path(version), SPEC_FILE);
    }

    /** The directory of the audit's metrics, one Parquet file for each run, which any engine can read as a table. */
    public Path auditMetricsPath() {
        return new Path(resolve(AUDIT), "metrics");
    }

    /** The path of a run's audit report. */
    public Path auditReportPath(LocalDate ds, RunId run) {
        return new Path(new Path(new Path(resolve(AUDIT), "reports"), "ds=" + ds), run + ".html");
    }

    Path path(VersionId version) {
        return new Path(featuresPath(), version.toString());
    }

    Path runPath(RunId run) {
        return new Path(resolve(RUNS), run + ".json");
    }

    TableFiles files() {
        return files;
    }

    /** All versions that have a directory, in order of m and seed. */
    public List<VersionId> versions() {
        List<VersionId> versions = new ArrayList<>();
        for (FileStatus directions : files.list(resolve(FEATURES))) {
            for (FileStatus seed : files.list(directions.getPath())) {
                String name =
                        directions.getPath().getName() + "/" + seed.getPath().getName();
                understood(VersionId::parse, name).ifPresent(versions::add);
            }
        }
        return versions.stream().sorted().toList();
    }

    /** The dates for which a version has a snapshot. */
    public NavigableSet<LocalDate> dates(VersionId version) {
        NavigableSet<LocalDate> dates = new TreeSet<>();
        for (FileStatus entry : files.list(path(version))) {
            String name = entry.getPath().getName();
            if (entry.isDirectory() && name.startsWith("ds=")) {
                date(entry.getPath()).ifPresent(dates::add);
            }
        }
        return dates;
    }

    /**
     * Returns the date in a directory's name. A directory without a date in its name is no snapshot: it is skipped, and logged
     * once.
     */
    private Optional<LocalDate> date(Path directory) {
        try {
            return Optional.of(SnapshotDates.parse(directory.getName().substring("ds=".length())));
        } catch (IllegalArgumentException e) {
            if (skipped.add(directory)) {
                LOG.warn("Skipping {}, which is not the directory of a snapshot: {}", directory, e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** All snapshots of a version, by date. */
    public List<Snapshot> snapshots(VersionId version) {
        return dates(version).stream().map(ds -> new Snapshot(version, ds)).toList();
    }

    /** All snapshots of the table, by version and date. */
    public List<Snapshot> snapshots() {
        return versions().stream()
                .flatMap(version -> snapshots(version).stream())
                .toList();
    }

    /** The newest snapshot of a version. */
    public Optional<Snapshot> latest(VersionId version) {
        return dates(version).descendingSet().stream().findFirst().map(ds -> new Snapshot(version, ds));
    }

    /** The newest snapshot of a version before a date: the day that a backfill of that date compares with and aligns to. */
    public Optional<Snapshot> latestBefore(VersionId version, LocalDate ds) {
        return Optional.ofNullable(dates(version).lower(ds)).map(found -> new Snapshot(version, found));
    }

    /**
     * Returns the spec of a version, if one was recorded: that of its {@code _spec.json} or, if that file is lost, that of its
     * newest snapshot.
     */
    public Optional<PublishedSpec> spec(VersionId version) {
        return Specs.of(this, version);
    }

    /**
     * The manifest of a published snapshot; empty if it is not published.
     *
     * @throws StoreException if something lies there that has no manifest, or one that cannot be read
     */
    public Optional<Manifest> manifest(Snapshot snapshot) {
        return manifestAt(path(snapshot));
    }

    /** The data files of a published snapshot. */
    public List<StoredFile> dataFiles(Manifest manifest) {
        return StoredFile.in(path(manifest.snapshot()), manifest.files(), StoredFile.makeAnew(manifest.ds()));
    }

    Optional<Manifest> manifestAt(Path directory) {
        return manifestBytes(directory).map(bytes -> ManifestJson.manifest(bytes, new Path(directory, MANIFEST_FILE)));
    }

    /** Returns the run that made the snapshot or state in a directory. */
    Optional<RunId> runAt(Path directory) {
        return manifestBytes(directory).map(bytes -> ManifestJson.runId(bytes, new Path(directory, MANIFEST_FILE)));
    }

    private Optional<byte[]> manifestBytes(Path directory) {
        Path file = new Path(directory, MANIFEST_FILE);
        Optional<byte[]> manifest = files.read(file);
        if (manifest.isEmpty() && files.exists(directory)) {
            // A complete snapshot may have been moved here between the two reads.
            manifest = files.read(file);
            if (manifest.isEmpty() && files.exists(directory)) {
                throw new StoreException(
                        directory + " has no " + MANIFEST_FILE + ": it was not published by a run; move it away");
            }
        }
        return manifest;
    }

    /**
     * Reads the stabiliser state at a path that a manifest names; empty if there is none.
     *
     * @param path below the table's root
     * @throws StoreException if the state cannot be read, or its matrix is not the one that was written
     */
    public Optional<StabiliserState> state(String path) {
        return stateAt(resolve(path));
    }

    /**
     * Returns the date of a state and the state that it derives from; empty if there is no state at that path. Only the state's
     * manifest is read.
     *
     * @param path below the table's root
     */
    public Optional<StabiliserState.Origin> stateOrigin(String path) {
        Path directory = resolve(path);
        return manifestBytes(directory).map(manifest -> StateJson.origin(manifest, new Path(directory, MANIFEST_FILE)));
    }

    /**
     * Reads every byte of a published snapshot and of the state that it names.
     *
     * @return what is wrong with the first file that is not the one that was written; empty if there is none
     */
    Optional<String> damage(Manifest manifest) {
        return damage(dataFiles(manifest)).or(() -> manifest.lineage().state().flatMap(this::stateDamage));
    }

    /**
     * Reads every byte of a published state, and returns what is wrong with the first damaged file; empty if there is none.
     *
     * @param path below the table's root
     */
    public Optional<String> stateDamage(String path) {
        try {
            return state(path)
                    .map(state -> damage(stateItemFiles(state)))
                    .orElseGet(() -> Optional.of("There is no state " + resolve(path)));
        } catch (StoreException unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        }
    }

    /** Returns what is wrong with the first damaged one among some files; empty if there is none. */
    Optional<String> damage(List<StoredFile> stored) {
        // The work is all I/O, and data nodes serve several readers at once.
        return stored.parallelStream()
                .flatMap(file -> file.damage(configuration).stream())
                .findFirst();
    }

    Optional<StabiliserState> stateAt(Path directory) {
        return manifestBytes(directory).map(manifest -> {
            Path file = new Path(directory, MANIFEST_FILE);
            return StateJson.state(
                    manifest, file, StateJson.transform(manifest, file).read(files));
        });
    }

    /** The files of a published state's table of items; empty if the state has no such table. */
    public List<StoredFile> stateItemFiles(StabiliserState state) {
        return StoredFile.in(resolve(state.path()), state.items(), StoredFile.makeAnew(state.ds()));
    }

    /**
     * Reads a run's journal, which says what the run intended and how it ended; empty if there is no journal or the file is
     * empty.
     */
    public Optional<RunRecord> run(RunId run) {
        Path file = runPath(run);
        return files.read(file).filter(bytes -> isWritten(bytes, file)).map(bytes -> RunRecordJson.read(bytes, file));
    }

    /**
     * Returns whether a journal has any content. Journals are replaced atomically, so an empty one comes from a disk fault at a
     * run that died.
     */
    private static boolean isWritten(byte[] journal, Path file) {
        if (journal.length == 0) {
            LOG.warn("The journal {} is empty: taken for that of a run that died before it published anything", file);
        }
        return journal.length > 0;
    }

    /** Returns whether a run is known to have ended. */
    boolean ended(RunId run) {
        return run(run).filter(found -> found.status().closed()).isPresent();
    }

    /** All runs that have a journal in the table, oldest first. */
    public List<RunId> runs() {
        List<RunId> runs = new ArrayList<>();
        for (FileStatus entry : files.list(resolve(RUNS))) {
            String name = entry.getPath().getName();
            if (name.endsWith(".json")) {
                understood(RunId::new, name.substring(0, name.length() - ".json".length()))
                        .ifPresent(runs::add);
            }
        }
        return runs;
    }

    /**
     * Returns the runs that are known to have published nothing: those still running, and those that failed, were rolled back or
     * were refused by the audit and not accepted since. Every journal is read; runs without a journal are not included.
     */
    public Set<RunId> unpublishedRuns() {
        List<RunRecord> records =
                runs().parallelStream().flatMap(run -> readable(run).stream()).toList();
        Set<RunId> unpublished = records.stream()
                .filter(record -> !record.status().published())
                .map(RunRecord::runId)
                .collect(Collectors.toCollection(TreeSet::new));
        records.stream()
                .filter(record -> record.status() == RunRecord.Status.PUBLISHED)
                .flatMap(record -> record.intents().steps().stream())
                .flatMap(step -> HeldStaging.refused(step.from()).stream())
                .forEach(unpublished::remove);
        return Set.copyOf(unpublished);
    }

    private Optional<RunRecord> readable(RunId run) {
        try {
            return run(run);
        } catch (StoreException unreadable) {
            LOG.debug("Skipping the journal of run {}: {}", run, unreadable.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Parses a name of the table's layout. A name that does not belong to the layout was not made by Bochner: it is skipped and
     * logged.
     */
    private static <T> Optional<T> understood(Function<String, T> parse, String name) {
        try {
            return Optional.of(parse.apply(name));
        } catch (IllegalArgumentException | DateTimeException e) {
            LOG.debug("Passing over {}: {}", name, e.getMessage());
            return Optional.empty();
        }
    }
}
