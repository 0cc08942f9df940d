package dev.bochner.daily;

import static dev.bochner.daily.PlantedDays.DAY_ONE;
import static dev.bochner.daily.PlantedDays.DAY_TWO;
import static dev.bochner.daily.PlantedDays.each;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.Audit;
import dev.bochner.audit.history.History;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.Trend;
import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyResult.Status;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.Manifest;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Snapshot;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the audit says of a second day with a planted fault, and what becomes of the snapshot. */
@ExtendWith(Fixtures.class)
class AuditIT {
    @TempDir
    Path directory;

    private SparkSession spark;
    private PlantedDays days;
    private DailyTable table;

    @BeforeEach
    void publishDayOne(SparkSession session) {
        spark = session;
        days = new PlantedDays(session, directory);
        table = days.table(session.sparkContext().hadoopConfiguration(), "audit.enabled = true", "features.dim = 16");
        days.write(DAY_ONE, UnaryOperator.identity());
        DailyResult first = DailyJob.of(spark, table.config()).run(DAY_ONE, Existing.REFUSE);
        assertEquals(Status.PUBLISHED, first.status(), first.audit());
        assertTrue(first.audit().contains("Nothing before 2026-11-19 is published"), first.audit());
        assertTrue(first.audit().contains("unknown, there is no earlier day to compare with"), first.audit());
    }

    private DailyResult dayTwo(UnaryOperator<SortedMap<String, double[]>> change, String... overrides) {
        days.write(DAY_TWO, change);
        return DailyJob.of(spark, table.config(overrides)).run(DAY_TWO, Existing.REFUSE);
    }

    private static void assertSays(DailyResult result, String words) {
        assertTrue(result.audit().contains(words), () -> "\"" + words + "\" is not in:\n" + result.audit());
    }

    private void assertRefused(DailyResult result, String words) {
        assertEquals(Status.REFUSED, result.status(), result.audit());
        assertTrue(result.message().contains("the audit fails: "), result.message());
        assertTrue(result.message().contains(words), result.message());
        assertEquals(Set.of(), table.visible(DAY_TWO));
    }

    @Test
    void letsAnOrdinaryRefreshPass() {
        DailyResult result = dayTwo(UnaryOperator.identity());
        assertEquals(Status.PUBLISHED, result.status(), result.audit());
        assertSays(result, "Audit of 2026-11-20 against 2026-11-19: Safe to publish. Models fitted before today ");
        assertSays(result, "every bit agrees");
        assertEquals(
                "pass",
                table.manifest(table.table().versions().get(0), DAY_TWO)
                        .lineage()
                        .audit());
    }

    @Test
    void tellsARotationFromChange() {
        DailyResult result = dayTwo(PlantedDays.rotated());
        assertEquals(Status.PUBLISHED, result.status(), result.audit());
        assertSays(result, "The embeddings were rotated, and hardly anything else");
        assertSays(result, "Retrain needed? m=64/seed=42, epoch 0: yes");
    }

    @Test
    void catchesIdsShuffledAgainstVectors() {
        DailyResult result = dayTwo(PlantedDays.shuffled());
        assertRefused(result, "h-cka is 0.0");
        assertSays(result, "The embeddings do not belong to the same items as the day before");
    }

    @Test
    void catchesATenthOfTheVectorsReplacedByNoise() {
        SplittableRandom random = new SplittableRandom(5);
        DailyResult result = dayTwo(each(h -> random.nextInt(10) == 0 ? PlantedDays.gaussian(random, 1) : h));
        assertRefused(result, "h-aligned-cosine-p05 is");
    }

    @Test
    void catchesHalfOfTheItemsMissing() {
        DailyResult result = dayTwo(day -> {
            day.keySet().removeIf(id -> id.hashCode() % 2 == 0);
            return day;
        });
        assertRefused(result, "gone-share is 0.5");
        assertSays(result, "of those of the day before 50.0 % are gone");
    }

    @Test
    void catchesAConstantDimension() {
        DailyResult result = dayTwo(
                each(h -> {
                    h[3] = 0.25;
                    return h;
                }),
                "features.normalisation=none",
                "features.versions=[{m=16,seed=\"1\"}]");
        assertRefused(result, "dead-dimensions is 1");
        assertSays(result, "1 dimension(s) hold the same number for all items");
    }

    @Test
    void catchesACollapse() {
        DailyResult result = dayTwo(each(h -> {
            for (int j = 0; j < h.length; j++) {
                h[j] = 1 + 1e-4 * h[j];
            }
            return h;
        }));
        assertRefused(result, "mean-cosine is 1");
        assertSays(result, "the training has collapsed");
    }

    @Test
    void writesAHistoryThatSqlReadsAndAReportForEachRun() {
        dayTwo(UnaryOperator.identity());
        Row row = spark.read()
                .parquet(table.table().auditMetricsPath().toString())
                .where("measure = 'items' and ds = '2026-11-20' and m is null")
                .select("value", "verdict")
                .head();
        assertEquals(PlantedDays.ITEMS, row.getDouble(0));
        assertEquals("pass", row.getString(1));
    }

    @Test
    void publishesWhateverLiesInThePlaceOfHistoryAndReport() throws IOException {
        Path audit = Path.of(table.table().auditMetricsPath().getParent().toUri());
        Files.writeString(audit.resolve("metrics/README.txt"), "Metrics of every audit, one file of each run.");
        Files.move(audit.resolve("reports"), audit.resolve("former-reports"));
        Files.writeString(audit.resolve("reports"), "in the way");
        DailyResult result = dayTwo(UnaryOperator.identity());
        assertEquals(Status.PUBLISHED, result.status(), result.message());
        assertSays(result, "to be moved away: README.txt (not a Parquet file)");
        assertSays(result, "There is no page of this audit: Cannot make directory");
        assertFalse(result.audit().contains("Report: "), result.audit());
    }

    @Test
    void publishesWhereTheMetricsCannotBeKept() throws IOException {
        Path metrics = Path.of(table.table().auditMetricsPath().toUri());
        Files.move(metrics, metrics.resolveSibling("former-metrics"));
        Files.writeString(metrics, "in the way");
        DailyResult result = dayTwo(UnaryOperator.identity());
        assertEquals(Status.PUBLISHED, result.status(), result.message());
        assertSays(result, "The metrics of this audit are not in the history: ");
        assertSays(result, "Report: ");
    }

    /** Beside every file of ours: a text, an empty file, a hidden one, and what a dead Spark job leaves. */
    @Test
    void foreignFilesInEveryDirectoryOfTheTableStopNothing() throws IOException {
        Path root = Path.of(table.table().root().toUri());
        for (String absent : List.of("_quarantine", "_state", "_estimates", "_replaced", "_staging")) {
            Files.createDirectories(root.resolve(absent));
        }
        List<Path> directories;
        try (Stream<Path> all = Files.walk(root)) {
            directories = all.filter(Files::isDirectory).toList();
        }
        assertTrue(directories.size() > 10, directories::toString);
        for (Path directory : directories) {
            Files.writeString(directory.resolve("README.txt"), "hello");
            Files.createFile(directory.resolve(".hidden"));
            Files.createFile(directory.resolve("empty.json"));
            Files.createFile(directory.resolve("empty.parquet"));
            Files.createDirectories(directory.resolve("_temporary/0"));
        }
        DailyResult result = dayTwo(UnaryOperator.identity());
        assertEquals(Status.PUBLISHED, result.status(), result.message());
        assertSays(result, "The history leaves out 3 files of ");
        days.write(DAY_TWO, PlantedDays.rotated());
        DailyResult replaced = DailyJob.of(spark, table.config()).run(DAY_TWO, Existing.REPLACE);
        assertEquals(Status.PUBLISHED, replaced.status(), replaced.message());
        CommandRun versions = CommandRun.of("versions", "--table", table.root().toString());
        assertEquals(0, versions.exitCode(), versions.err());
    }

    @Test
    void calibratesByTheHistoryOfTheTableByCommand() {
        dayTwo(UnaryOperator.identity());
        CommandRun young =
                CommandRun.of("audit", "calibrate", "--table", table.root().toString());
        assertEquals(
                "bochner audit calibrate: The history of " + table.root()
                        + " has 1 day that passed the audit with a measure of drift, expected 7 or more",
                young.failed(2));
        for (int day = 1; day <= 6; day++) {
            days.write(DAY_TWO.plusDays(day), UnaryOperator.identity());
            DailyJob.of(spark, table.config()).run(DAY_TWO.plusDays(day), Existing.REFUSE);
        }
        String printed = CommandRun.of(
                        "audit", "calibrate", "--table", table.root().toString())
                .done();
        assertTrue(
                printed.contains("# Derived from 7 days of " + table.root() + ", 2026-11-20 to 2026-11-26:"), printed);
        assertTrue(printed.contains("  h-knn-overlap { warn-below = 0."), printed);
        CommandRun both =
                CommandRun.of("audit", "calibrate", "--table", table.root().toString(), "--embeddings", "x");
        assertTrue(both.failed(2).contains("give one of them"), both.err());
    }

    @Test
    void comparesABackfilledDayWithTheOneBeforeIt() {
        days.write(DAY_ONE.minusDays(3), UnaryOperator.identity());
        DailyResult backfilled = DailyJob.of(spark, table.config()).run(DAY_ONE.minusDays(3), Existing.REFUSE);
        assertSays(backfilled, "Nothing before 2026-11-16 is published");
        days.write(DAY_ONE.minusDays(1), UnaryOperator.identity());
        DailyResult between = DailyJob.of(spark, table.config()).run(DAY_ONE.minusDays(1), Existing.REFUSE);
        assertSays(between, "against 2026-11-16");
    }

    @Test
    void comparesNothingWithASourceThatWasOverwritten() {
        days.write(DAY_ONE, PlantedDays.rotated());
        DailyResult result = dayTwo(UnaryOperator.identity());
        assertEquals(Status.PUBLISHED, result.status(), result.audit());
        assertSays(result, "The embeddings of 2026-11-19 have since been overwritten");
        assertSays(result, "unknown, features cannot be compared with those of 2026-11-19");
        assertFalse(result.audit().contains("mere rotation"), result.audit());
    }

    @Test
    void comparesNothingOfDaysWithoutCommonItems() {
        DailyResult result = dayTwo(day -> {
            SortedMap<String, double[]> renamed = new TreeMap<>();
            day.forEach((id, h) -> renamed.put("new-" + id, h));
            return renamed;
        });
        assertRefused(result, "new-share is 1");
        assertSays(result, "0 items in common");
    }

    private LocalDate lastDateOfTheHistory() {
        return History.read(table.table(), spark.sparkContext().hadoopConfiguration()).trends().stream()
                .flatMap(trend -> trend.points().stream())
                .map(Trend.Point::ds)
                .max(LocalDate::compareTo)
                .orElseThrow();
    }

    @Test
    void publishesTheRefusedBytesWhenSomebodyAcceptsThem() {
        assertRefused(dayTwo(PlantedDays.shuffled()), "h-cka");
        assertEquals(DAY_ONE, lastDateOfTheHistory());
        DailyResult accepted =
                DailyJob.of(spark, table.config()).accept(DAY_TWO, "the catalogue was renumbered", Existing.REFUSE);
        assertEquals(Status.PUBLISHED, accepted.status(), accepted.message());
        assertTrue(table.manifest(table.table().versions().get(0), DAY_TWO)
                .lineage()
                .audit()
                .contains("the catalogue was renumbered"));
        assertEquals(DAY_TWO, lastDateOfTheHistory());
        assertEquals(
                PlantedDays.ITEMS,
                table.rows(spark, table.table().versions().get(0), DAY_TWO).count());
    }

    /** The audit of what lies somewhere, as features of another spec than the one it was made with. */
    private AuditReport auditAs(FeatureSpec claimed, Snapshot snapshot) {
        JobConfig config = table.config();
        Manifest manifest = table.table().manifest(snapshot).orElseThrow();
        Audit.Features features = new Audit.Features(
                claimed, table.table().path(snapshot), manifest.files(), manifest.counts(), Optional.empty());
        EmbeddingSnapshot embeddings = EmbeddingSnapshot.open(spark, config.source(), snapshot.ds());
        return Audit.of(spark, table.table(), config.source(), config.audit())
                .examine(new Audit.AuditedDay("planted", snapshot.ds(), embeddings, List.of(features)));
    }

    private static void assertFails(AuditReport report, String words) {
        assertEquals(Level.FAIL, report.verdict().level(), AuditText.of(report, Optional.empty()));
        assertTrue(
                report.changes().stream().anyMatch(change -> change.contains(words)),
                () -> "\"" + words + "\" is not in " + report.changes());
        assertTrue(
                report.verdict().messages(Level.FAIL).stream()
                        .anyMatch(message -> message.startsWith("phi-rows-different m=64/seed=42 is 32")),
                () -> report.verdict().messages(Level.FAIL).toString());
    }

    @Test
    void catchesRowsOfAnotherSeed() {
        DailyJob.of(spark, table.config("features.versions=[{m=64,seed=\"43\"}]"))
                .run(DAY_ONE, Existing.REFUSE);
        AuditReport report = auditAs(
                FeatureSpec.gaussian(PlantedDays.D, 64, 42, 1, Normalisation.L2),
                new Snapshot(new VersionId(64, 43), DAY_ONE));
        assertFails(report, "another seed");
    }

    @Test
    void catchesADoubledSigma() {
        DailyJob.of(spark, table.config("features.versions=[{m=64,seed=\"7\",sigma=2}]"))
                .run(DAY_ONE, Existing.REFUSE);
        AuditReport report = auditAs(
                FeatureSpec.gaussian(PlantedDays.D, 64, 42, 1, Normalisation.L2),
                new Snapshot(new VersionId(64, 7), DAY_ONE));
        assertFails(report, "sigma = ");
    }

    @Test
    void asksTheLabelsAndTheModelsOfDownstreamTeams() throws IOException {
        String labels = JobConfigs.uri(directory.resolve("labels"));
        spark.range(PlantedDays.ITEMS)
                .selectExpr("concat('item-', id) as id", "concat('class-', id % 40 % 4) as label")
                .write()
                .parquet(labels);
        Path model = directory.resolve("model.json");
        String weights = IntStream.range(0, 128).mapToObj(j -> "1").collect(Collectors.joining(","));
        Files.writeString(
                model,
                "{\"name\": \"ranker\", \"version\": \"m=64/seed=42\", \"weights\": [[" + weights
                        + "]], \"bias\": [0]}");
        DailyResult result = dayTwo(
                PlantedDays.rotated(), "audit.labels.path=" + labels, "audit.models=[\"" + model.toUri() + "\"]");
        assertEquals(Status.PUBLISHED, result.status(), result.message());
        assertSays(result, "m=64/seed=42, epoch 0: yes, a classifier fitted on 2026-11-19 scores");
        Row drift = spark.read()
                .parquet(table.table().auditMetricsPath().toString())
                .where("measure = 'model-score-drift' and part = 'ranker'")
                .select("value")
                .head();
        assertTrue(drift.getDouble(0) > 0.5, () -> "drift is " + drift);
    }

    @Test
    void saysThatLabelsAreMissingAndGoesOn() {
        DailyResult result =
                dayTwo(UnaryOperator.identity(), "audit.labels.path=" + JobConfigs.uri(directory.resolve("nowhere")));
        assertEquals(Status.PUBLISHED, result.status(), result.message());
        assertSays(result, "Labels cannot be read from");
    }

    @Test
    void auditsWhatIsPublishedByCommandAndWritesAPage() throws IOException {
        dayTwo(UnaryOperator.identity());
        Path page = directory.resolve("page.html");
        CommandRun run = CommandRun.of(
                "audit",
                "--conf",
                table.configFile(),
                "--ds",
                "2026-11-20",
                "--against",
                "2026-11-19",
                "--report",
                page.toString());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("Audit of 2026-11-20 against 2026-11-19: Safe to publish. Models"), run.out());
        assertTrue(Files.readString(page).contains("Retrain needed?"));
        CommandRun wrong = CommandRun.of("audit", "--conf", table.configFile(), "--ds", "2026-11-21");
        assertEquals(
                "bochner audit: Nothing is published of 2026-11-21 in " + table.root()
                        + ", only of [2026-11-19, 2026-11-20]",
                wrong.failed(4));
    }

    @Test
    void refusesByCommandWithExitCodeThreeAndAcceptsByCommand() {
        days.write(DAY_TWO, PlantedDays.shuffled());
        CommandRun refused = CommandRun.of("run", "--conf", table.configFile(), "--ds", "2026-11-20");
        assertEquals(3, refused.exitCode(), refused.err());
        assertTrue(refused.err().contains("--accept-audit"), refused.err());
        CommandRun accepted = CommandRun.of(
                "run", "--conf", table.configFile(), "--ds", "2026-11-20", "--accept-audit", "agreed with search");
        assertEquals(0, accepted.exitCode(), accepted.err());
        assertTrue(accepted.out().contains("accepted: agreed with search"), accepted.out());
    }
}
