package dev.bochner.audit.history;

import dev.bochner.audit.history.RecordedAudit.Figure;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.Trend;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.RunId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every metric of every audit of a table: {@code _audit/metrics}, a Parquet file of each run, which Spark and others read
 * as one table. {@code MetricsFile} has the columns.
 *
 * <p>It is for people to look at, and nothing is decided by it: each file is read by itself, and one that cannot be read is
 * left out and named in {@link #remark()}.
 */
public final class History {
    /** How many dates {@link #read} goes back: three months show a trend, and bound what the driver holds. */
    public static final int DATES = 90;

    /** No audit at all. */
    public static final History EMPTY = new History(new TreeMap<>(), Optional.empty());

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final int MOST_NAMES = 3;
    private static final int LONGEST_REASON = 160;

    private final NavigableMap<LocalDate, RecordedAudit> audits;
    private final Optional<String> remark;

    private History(NavigableMap<LocalDate, RecordedAudit> audits, Optional<String> remark) {
        this.audits = audits;
        this.remark = remark;
    }

    /**
     * Writes the metrics of a report as one file, without a Spark job.
     *
     * @param file must not exist
     */
    public static void write(AuditReport report, Path file, Configuration conf) {
        MetricsFile columns = new MetricsFile(report);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(HadoopOutputFile.fromPath(file, conf))
                .withType(MetricsFile.SCHEMA)
                .withConf(conf)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .build()) {
            for (Metric metric : report.metrics()) {
                writer.write(columns.row(metric));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the metrics to " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the last {@value #DATES} dates that were audited and published, without a Spark job: the files are small. Of
     * several audits of a date the newest counts, alone. Files whose names begin with a dot or an underscore are not part of
     * the history.
     */
    public static History read(FeatureTable table, Configuration conf) {
        return read(table, conf, "");
    }

    /**
     * The same with a run that is still at work.
     *
     * @param current its run-id
     */
    public static History read(FeatureTable table, Configuration conf, String current) {
        Path directory = table.auditMetricsPath();
        try {
            // Figures of a day that nobody got to see are no measure for the others.
            Set<String> left =
                    table.unpublishedRuns().stream().map(RunId::text).collect(Collectors.toCollection(TreeSet::new));
            left.remove(current);
            return of(directory, contents(list(directory, conf), conf), left);
        } catch (IOException | RuntimeException e) {
            String remark = "The history of the audits cannot be listed in " + directory + ": " + reason(e);
            LOG.warn(remark, e);
            return new History(new TreeMap<>(), Optional.of(remark));
        }
    }

    /** What a file holds, or why it was left out. */
    private record Content(String name, List<RecordedAudit> audits, Optional<String> obstacle) {}

    private static List<FileStatus> list(Path directory, Configuration conf) throws IOException {
        try {
            return Arrays.stream(directory.getFileSystem(conf).listStatus(directory))
                    .filter(entry -> !entry.getPath().equals(directory))
                    .filter(entry -> !entry.getPath().getName().matches("[._].*"))
                    .sorted(Comparator.comparing(FileStatus::getPath))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    // Waiting for the file server is all there is to do, and it serves several readers.
    private static List<Content> contents(List<FileStatus> entries, Configuration conf) {
        return entries.parallelStream().map(entry -> content(entry, conf)).toList();
    }

    private static Content content(FileStatus entry, Configuration conf) {
        String name = entry.getPath().getName();
        if (entry.isDirectory()) {
            return new Content(name, List.of(), Optional.of("a directory"));
        }
        try {
            return new Content(name, MetricsFileReader.read(entry.getPath(), conf), Optional.empty());
        } catch (IOException | RuntimeException e) {
            LOG.debug("Skipping {}", entry.getPath(), e);
            return new Content(name, List.of(), Optional.of(reason(e)));
        }
    }

    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (message.contains("is not a Parquet file")) {
            return "not a Parquet file";
        }
        return message.length() > LONGEST_REASON ? message.substring(0, LONGEST_REASON) + "..." : message;
    }

    private static History of(Path directory, List<Content> contents, Set<String> unpublished) {
        NavigableMap<LocalDate, RecordedAudit> newest = new TreeMap<>();
        contents.stream()
                .map(Content::audits)
                .flatMap(Collection::stream)
                .filter(audit -> !unpublished.contains(audit.run()))
                .forEach(audit -> newest.merge(audit.ds(), audit, BinaryOperator.maxBy(RecordedAudit.NEWEST_LAST)));
        while (newest.size() > DATES) {
            newest.pollFirstEntry();
        }
        Optional<String> remark = skipped(
                directory,
                contents.stream().filter(file -> file.obstacle().isPresent()).toList());
        remark.ifPresent(LOG::warn);
        return new History(newest, remark);
    }

    private static Optional<String> skipped(Path directory, List<Content> files) {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(files.stream()
                .limit(MOST_NAMES)
                .map(file -> file.name() + " (" + file.obstacle().orElseThrow() + ")")
                .toList());
        if (files.size() > MOST_NAMES) {
            names.add("and " + (files.size() - MOST_NAMES) + " more");
        }
        return Optional.of("The history leaves out " + (files.size() == 1 ? "a file" : files.size() + " files") + " of "
                + directory + ", to be moved away: " + String.join(", ", names));
    }

    /** Which files were left out, and why, in one sentence; empty if none was. */
    public Optional<String> remark() {
        return remark;
    }

    /** The same history as it was on a date: that date, and those before it. */
    public History until(LocalDate ds) {
        return new History(audits.headMap(ds, true), remark);
    }

    /** How each metric went over the dates, by name of the metric; empty if there is no history. */
    public List<Trend> trends() {
        Map<String, List<Trend.Point>> trends = new TreeMap<>();
        for (RecordedAudit audit : audits.values()) {
            for (Figure figure : audit.figures()) {
                trends.computeIfAbsent(figure.metric().name(), name -> new ArrayList<>())
                        .add(new Trend.Point(audit.ds(), figure.metric().value(), figure.level()));
            }
        }
        return trends.entrySet().stream()
                .map(trend -> new Trend(trend.getKey(), trend.getValue()))
                .toList();
    }

    /** The metrics of each date that the audit let pass, with or without warnings, ascending by date. */
    public NavigableMap<LocalDate, List<Metric>> passed() {
        NavigableMap<LocalDate, List<Metric>> passed = new TreeMap<>();
        audits.values().stream()
                .filter(audit -> audit.verdict() != Level.FAIL)
                .forEach(audit -> passed.put(
                        audit.ds(), audit.figures().stream().map(Figure::metric).toList()));
        return passed;
    }
}
