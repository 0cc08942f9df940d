package dev.bochner.daily;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.Manifest.DataFile;
import dev.bochner.store.RunRecord;
import dev.bochner.store.Snapshot;
import dev.bochner.store.VersionId;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.JobConfigs;
import dev.bochner.testkit.process.Deadline;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** A directory with a feature table and the configuration of its job, as readers and operators find them. */
final class DailyTable {
    static final LocalDate DS = LocalDate.of(2026, 11, 20);
    static final LocalDate NEXT_DS = DS.plusDays(1);

    private final Path directory;
    private final Configuration hadoop;
    private final FeatureTable table;

    private DailyTable(Path directory, Configuration hadoop) {
        this.directory = directory;
        this.hadoop = hadoop;
        this.table = FeatureTable.at(new Path(directory, "table"), hadoop);
    }

    /**
     * A table that does not exist yet, in a fresh directory.
     *
     * @param source path of the embeddings, of whatever date
     * @param settings lines of HOCON, such as {@code features.versions = [...]}
     */
    static DailyTable in(Path directory, Configuration hadoop, Object source, String... settings) {
        DailyTable table = new DailyTable(directory, hadoop);
        StringBuilder text = new StringBuilder(JobConfigs.text(table.root(), source));
        for (String setting : settings) {
            text.append("bochner.").append(setting).append('\n');
        }
        table.writeConfig(text.toString());
        return table;
    }

    private void writeConfig(String text) {
        try (FSDataOutputStream out = fileSystem().create(new Path(configFile()))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileSystem fileSystem() throws IOException {
        return directory.getFileSystem(hadoop);
    }

    FeatureTable table() {
        return table;
    }

    Path root() {
        return new Path(directory, "table");
    }

    /** Where the job's configuration lies, as {@code --conf} takes it. */
    String configFile() {
        return new Path(directory, "daily.conf").toString();
    }

    JobConfig config(String... overrides) {
        return ConfigLoader.load(configFile(), List.of(overrides), hadoop);
    }

    /** The versions that readers find of a date. */
    Set<VersionId> visible(LocalDate ds) {
        return table.versions().stream()
                .filter(version -> table.dates(version).contains(ds))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Manifest manifest(VersionId version, LocalDate ds) {
        return table.manifest(new Snapshot(version, ds)).orElseThrow();
    }

    /** What a reader gets who knows nothing of us; fails on an id that comes twice. */
    FeatureRows rows(SparkSession spark, VersionId version, LocalDate ds) {
        return FeatureRows.bySpark(spark, table.path(new Snapshot(version, ds)).toString());
    }

    /** Fails unless the rows are exactly what phi makes of the good rows of a source without broken ones. */
    static void assertBits(FeatureSpec spec, EmbeddingTable embeddings, FeatureRows rows) {
        assertEquals(embeddings.rows(), rows.count());
        FeatureMap map = FeatureMap.of(spec);
        float[] expected = new float[spec.columns()];
        embeddings.goodIds().forEach(id -> {
            map.apply(embeddings.embedding(id), expected);
            assertArrayEquals(expected, rows.features(id));
        });
    }

    /** Fails unless a snapshot consists of the files its manifest names, and each part of the source is there once. */
    void assertConsistsOfItsManifestsFiles(VersionId version, LocalDate ds) {
        Set<String> found = files(table.path(new Snapshot(version, ds))).stream()
                .map(Path::getName)
                .filter(name -> name.endsWith(".parquet"))
                .collect(Collectors.toSet());
        List<String> named =
                manifest(version, ds).files().stream().map(DataFile::name).toList();
        assertEquals(Set.copyOf(named), found);
        // part-<partition>-<attempt>.parquet
        List<String> parts = named.stream()
                .map(name -> name.substring(0, "part-00000".length()))
                .toList();
        assertEquals(parts.stream().distinct().toList(), parts);
    }

    List<RunRecord> runs() {
        return table.runs().stream()
                .map(run -> table.run(run).orElseThrow())
                .sorted(Comparator.comparing(RunRecord::started))
                .toList();
    }

    /** How the only run, or the last one, ended. */
    RunRecord lastRun() {
        List<RunRecord> runs = runs();
        return runs.get(runs.size() - 1);
    }

    /** What lies in the staging area, by name. */
    List<String> staging() {
        try {
            return Arrays.stream(fileSystem().listStatus(new Path(root(), "_staging")))
                    .map(entry -> entry.getPath().getName())
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the tasks of all runs have written and nobody has accepted, or given up, so far. */
    List<Path> attemptFiles() {
        return files(new Path(root(), "_staging")).stream()
                .filter(file -> file.toString().contains("/attempts/"))
                .toList();
    }

    /** Waits until tasks write. */
    void awaitAttemptFiles(int count, Duration timeout) {
        assertTrue(
                Deadline.of(timeout).holds(() -> attemptFiles().size() >= count),
                () -> attemptFiles().toString());
    }

    private List<Path> files(Path parent) {
        List<Path> files = new ArrayList<>();
        for (FileStatus entry : entries(parent)) {
            files.addAll(entry.isDirectory() ? files(entry.getPath()) : List.of(entry.getPath()));
        }
        return files;
    }

    /** Of a directory in which others write. Their permissions are not asked for: the file may be gone by then. */
    private List<FileStatus> entries(Path parent) {
        try {
            return List.of(fileSystem().listStatus(parent));
        } catch (FileNotFoundException e) {
            return List.of(); // Not there yet, or removed while it was listed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
