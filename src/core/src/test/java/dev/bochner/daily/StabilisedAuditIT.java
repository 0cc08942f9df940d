package dev.bochner.daily;

import static dev.bochner.daily.PlantedDays.DAY_ONE;
import static dev.bochner.daily.PlantedDays.DAY_TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.Audit;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.AuditReport.Retraining;
import dev.bochner.audit.report.AuditReport.Retraining.Answer;
import dev.bochner.audit.report.HtmlReport;
import dev.bochner.config.JobConfig;
import dev.bochner.daily.StabilisedDays.Day;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Stabiliser;
import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.stabilise.RunningMean;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunSession;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the audit says of features of stabilised embeddings, of a day that was rotated and of planted faults. */
@ExtendWith(Fixtures.class)
class StabilisedAuditIT {
    private static final int D = PlantedDays.D;
    private static final int AGE = 10;
    private static final int MOVED = 20;

    @TempDir
    Path directory;

    private SparkSession spark;
    private PlantedDays planted;
    private DailyTable table;
    private SortedMap<String, double[]> one;

    @BeforeEach
    void writeDayOne(SparkSession session) {
        spark = session;
        planted = new PlantedDays(session, directory);
        table = planted.table(
                session.sparkContext().hadoopConfiguration(), "audit.enabled = true", "audit.recompute-rows = 128");
        planted.write(DAY_ONE, UnaryOperator.identity());
        one = PlantedDays.good(DAY_ONE);
    }

    private static FeatureSpec spec(Stabiliser stabiliser) {
        return FeatureSpec.gaussian(D, 64, 42, 1, Normalisation.L2).stabilisedBy(stabiliser);
    }

    private StabilisedDays days(FeatureSpec spec) {
        return new StabilisedDays(spark, table, spec);
    }

    /** The first items go somewhere else, and all are rotated. */
    private static SortedMap<String, double[]> movedAndRotated(SortedMap<String, double[]> day) {
        for (int i = 0; i < MOVED; i++) {
            day.put("item-" + i, day.get("item-" + (500 + i)));
        }
        return PlantedDays.rotated().apply(day);
    }

    /** Day one of a procrustes chain: its own coordinates. */
    private String publishAnchor(FeatureSpec spec) {
        LinearMap unchanged = LinearMap.identity(D);
        return days(spec).publish(new Day(DAY_ONE, one, unchanged, Map.of(), 0, Optional.empty(), 0));
    }

    /** Day one of a running mean that is ten days old. */
    private String publishMeans(FeatureSpec spec) {
        LinearMap unchanged = LinearMap.identity(D);
        Map<String, float[]> means = days(spec).aligned(one, unchanged);
        return days(spec).publish(new Day(DAY_ONE, one, unchanged, means, AGE, Optional.empty(), 0));
    }

    private Day procrustesDay(FeatureSpec spec, UnaryOperator<SortedMap<String, double[]>> change, String previous) {
        planted.write(DAY_TWO, change);
        SortedMap<String, double[]> two = StabilisedDays.embeddings(DAY_TWO, change);
        LinearMap map = StabilisedDays.rotation(two, days(spec).aligned(one, LinearMap.identity(D)));
        return new Day(DAY_TWO, two, map, Map.of(), 0, Optional.of(previous), 0);
    }

    private Day runningMeanDay(FeatureSpec spec, UnaryOperator<SortedMap<String, double[]>> change, String previous) {
        Day linear = procrustesDay(spec, change, previous);
        Map<String, float[]> before = days(spec).aligned(one, LinearMap.identity(D));
        Map<String, float[]> means = new TreeMap<>();
        days(spec).aligned(linear.embeddings(), linear.map()).forEach((id, y) -> {
            float[] mean = before.get(id).clone();
            new RunningMean(0.2).update(y, mean, AGE);
            means.put(id, mean);
        });
        return new Day(DAY_TWO, linear.embeddings(), linear.map(), means, AGE + 1, Optional.of(previous), 0);
    }

    /** The audit of a day that is staged. */
    private AuditReport audit(FeatureSpec spec, Day day, String... overrides) {
        RunSession.Request request = RunSession.Request.of(
                Command.RUN, Optional.of(day.ds()), table.config().store());
        try (RunSession run = RunSession.begin(table.table(), request)) {
            JobConfig config = table.config(overrides);
            EmbeddingSnapshot embeddings = EmbeddingSnapshot.open(spark, config.source(), day.ds());
            return Audit.of(spark, table.table(), config.source(), config.audit())
                    .examine(new Audit.AuditedDay(
                            run.runId().text(),
                            day.ds(),
                            embeddings,
                            List.of(days(spec).stage(run, day))));
        }
    }

    private static double value(AuditReport report, String name) {
        return report.metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .mapToDouble(Metric::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + words(report)));
    }

    private static boolean has(AuditReport report, Measure measure) {
        return report.metrics().stream().anyMatch(metric -> metric.measure() == measure);
    }

    private static String words(AuditReport report) {
        return AuditText.of(report, Optional.empty()) + "\n"
                + report.metrics().stream().map(Metric::name).toList();
    }

    private static Retraining retraining(AuditReport report) {
        assertEquals(1, report.retraining().size());
        return report.retraining().get(0);
    }

    @Test
    void procrustesLeavesNoRotationAndNothingToRetrain() {
        FeatureSpec spec = spec(Stabiliser.of(Kind.PROCRUSTES));
        AuditReport report = audit(spec, procrustesDay(spec, PlantedDays.rotated(), publishAnchor(spec)));
        assertEquals(Level.PASS, report.verdict().level(), words(report));
        assertTrue(value(report, "h-rotation-share") > 0.9, words(report));
        assertTrue(value(report, "h-rotation-share stabilised") < 0.1, words(report));
        assertTrue(value(report, "h-rotation-share-null stabilised") < 0.2, words(report));
        assertTrue(
                value(report, "h-coordinate-variance stabilised") < 0.05 * value(report, "h-coordinate-variance"),
                words(report));
        assertEquals(
                value(report, "h-aligned-cosine"), value(report, "h-aligned-cosine stabilised"), 0.01, words(report));
        assertEquals(value(report, "h-knn-overlap"), value(report, "h-knn-overlap stabilised"), 0.02, words(report));
        assertEquals(128, value(report, "phi-rows-recomputed m=64/seed=42"), words(report));
        assertEquals(0, value(report, "phi-rows-different m=64/seed=42"), words(report));
        assertEquals(0, value(report, "epoch-change m=64/seed=42"), words(report));
        assertTrue(value(report, "phi-kernel-error-ratio m=64/seed=42") < 2, words(report));
        assertFalse(has(report, Measure.LAG_DAYS), words(report));
        assertEquals(Answer.NO, retraining(report).answer(), words(report));
        assertTrue(retraining(report).reason().contains("of what the stabiliser leaves of it"), words(report));
        assertTrue(words(report).contains("Once stabilised (procrustes), embeddings vary by"), words(report));
        String page = HtmlReport.render(report, List.of());
        assertTrue(page.contains("Before and after stabilising"), page);
        assertTrue(page.contains("<th scope=\"row\">h-rotation-share <span"), page);
    }

    @Test
    void aLinearStabiliserFollowsARealMoveAtOnce() {
        FeatureSpec spec = spec(Stabiliser.of(Kind.PROCRUSTES));
        AuditReport report = audit(spec, procrustesDay(spec, StabilisedAuditIT::movedAndRotated, publishAnchor(spec)));
        assertEquals(1, value(report, "move-followed m=64/seed=42"), words(report));
        assertEquals(0, value(report, "lag-days m=64/seed=42"), words(report));
        assertTrue(words(report).contains("Features follow a real move at once"), words(report));
    }

    @Test
    void aRunningMeanFollowsByItsWeight() {
        FeatureSpec spec = spec(Stabiliser.of(Kind.RUNNING_MEAN));
        AuditReport report = audit(spec, runningMeanDay(spec, StabilisedAuditIT::movedAndRotated, publishMeans(spec)));
        assertEquals(128, value(report, "phi-rows-recomputed m=64/seed=42"), words(report));
        assertEquals(0, value(report, "phi-rows-different m=64/seed=42"), words(report));
        assertEquals(128, value(report, "state-rows-recomputed m=64/seed=42"), words(report));
        assertEquals(0, value(report, "state-rows-different m=64/seed=42"), words(report));
        assertEquals(0.2, value(report, "move-followed m=64/seed=42"), 1e-5, words(report));
        assertEquals(3.106, value(report, "lag-days m=64/seed=42"), 1e-3, words(report));
        assertTrue(words(report).contains("an item keeps half of its old place for 3.1 days"), words(report));
        assertTrue(
                value(report, "h-coordinate-variance stabilised") < 0.01 * value(report, "h-coordinate-variance"),
                words(report));
        assertEquals(Answer.NO, retraining(report).answer(), words(report));
    }

    @Test
    void featuresOfAnotherMapThanTheStatesAreFound() {
        FeatureSpec spec = spec(Stabiliser.of(Kind.PROCRUSTES));
        Day day = procrustesDay(spec, PlantedDays.rotated(), publishAnchor(spec));
        // What is stored was made by another map than the state names.
        RunSession.Request request = RunSession.Request.of(
                Command.RUN, Optional.of(day.ds()), table.config().store());
        try (RunSession run = RunSession.begin(table.table(), request)) {
            Day other = new Day(
                    day.ds(), day.embeddings(), LinearMap.identity(D), day.means(), 0, day.previous(), day.epoch());
            Audit.Features staged = days(spec).stage(run, other);
            StabiliserState state = staged.stabilised().orElseThrow().state();
            StabiliserState claimed =
                    new StabiliserState(state.runId(), state.ds(), Map.of(), state.previous(), 0, day.map(), List.of());
            Audit.Features features = new Audit.Features(
                    spec,
                    staged.directory(),
                    staged.files(),
                    staged.counts(),
                    Optional.of(new Audit.Stabilised(claimed, List.of())));
            JobConfig config = table.config();
            AuditReport report = Audit.of(spark, table.table(), config.source(), config.audit())
                    .examine(new Audit.AuditedDay(
                            run.runId().text(),
                            day.ds(),
                            EmbeddingSnapshot.open(spark, config.source(), day.ds()),
                            List.of(features)));
            assertEquals(Level.FAIL, report.verdict().level(), words(report));
            assertEquals(128, value(report, "phi-rows-different m=64/seed=42"), words(report));
            assertTrue(words(report).contains("or the stabiliser's state is not the one"), words(report));
        }
    }

    @Test
    void meansThatWereNotMadeFromTheDayBeforeFailTheRun() {
        FeatureSpec spec = spec(Stabiliser.of(Kind.RUNNING_MEAN));
        Day day = runningMeanDay(spec, PlantedDays.rotated(), publishMeans(spec));
        // As if the state had been started anew, but for its ages.
        AuditReport report = audit(spec, day.withMeans(days(spec).aligned(day.embeddings(), day.map())));
        assertEquals(Level.FAIL, report.verdict().level(), words(report));
        assertEquals(0, value(report, "phi-rows-different m=64/seed=42"), words(report));
        assertEquals(128, value(report, "state-rows-different m=64/seed=42"), words(report));
        assertTrue(words(report).contains("128 of 128 recomputed running means differ"), words(report));
    }

    @Test
    void aNewEpochMeansRetraining() {
        FeatureSpec spec = spec(Stabiliser.of(Kind.PROCRUSTES));
        Day day =
                procrustesDay(spec, PlantedDays.rotated(), publishAnchor(spec)).inEpoch(1);
        AuditReport report = audit(spec, day);
        assertEquals(Level.WARN, report.verdict().level(), words(report));
        assertEquals(1, value(report, "epoch-change m=64/seed=42"), words(report));
        assertEquals(Answer.YES, retraining(report).answer(), words(report));
        assertEquals(1, retraining(report).epoch());
        assertEquals("epoch 0 -> 1: coordinates start anew", retraining(report).reason());
    }

    @Test
    void withoutTheStateOfTheDayBeforeFiguresAreAbsent() throws IOException {
        FeatureSpec spec = spec(Stabiliser.of(Kind.RUNNING_MEAN));
        String state = publishMeans(spec);
        Day day = runningMeanDay(spec, PlantedDays.rotated(), state);
        org.apache.hadoop.fs.Path path = table.table().resolve(state);
        assertTrue(
                path.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(path, true));
        AuditReport report = audit(spec, day);
        assertEquals(Level.PASS, report.verdict().level(), words(report));
        assertEquals(0, value(report, "phi-rows-different m=64/seed=42"), words(report));
        assertFalse(has(report, Measure.STATE_ROWS_RECOMPUTED), words(report));
        assertFalse(has(report, Measure.PHI_COORDINATE_DRIFT), words(report));
        assertFalse(has(report, Measure.LAG_DAYS), words(report));
        assertTrue(report.remarks().toString().contains("are not compared with that day"), words(report));
        assertTrue(report.remarks().toString().contains("running means are not recomputed"), words(report));
        assertEquals(Answer.UNKNOWN, retraining(report).answer(), words(report));
        assertTrue(value(report, "h-rotation-share") > 0.9, words(report));
    }

    @Test
    void aRunningMeanHidesNoCollapse() {
        FeatureSpec spec = spec(Stabiliser.of(Kind.RUNNING_MEAN));
        UnaryOperator<SortedMap<String, double[]>> collapsed = PlantedDays.each(h -> {
            double[] point = new double[D];
            for (int j = 0; j < D; j++) {
                point[j] = 1 + 0.01 * h[j];
            }
            return point;
        });
        AuditReport report = audit(spec, runningMeanDay(spec, collapsed, publishMeans(spec)));
        assertEquals(Level.FAIL, report.verdict().level(), words(report));
        assertTrue(words(report).contains("the training has collapsed"), words(report));
        assertTrue(
                report.verdict().messages(Level.FAIL).stream()
                        .anyMatch(message -> message.startsWith("mean-cosine is")),
                words(report));
    }

    @Test
    void probesAreOfTheStabilisedDays() {
        String labels = writeLabels();
        FeatureSpec spec = spec(Stabiliser.of(Kind.RUNNING_MEAN));
        Day day = runningMeanDay(spec, PlantedDays.rotated(), publishMeans(spec));
        AuditReport report = audit(spec, day, "audit.labels.path=\"" + labels + "\"");
        assertTrue(value(report, "fresh-accuracy") > 0.9, words(report));
        assertTrue(value(report, "stale-accuracy") < 0.8, words(report));
        assertTrue(value(report, "stale-accuracy stabilised") > 0.9, words(report));
        double stale = value(report, "stale-accuracy m=64/seed=42");
        assertEquals(value(report, "fresh-accuracy m=64/seed=42"), stale, 0.02, words(report));
        assertTrue(stale > 0.85, words(report));
        assertEquals(Answer.NO, retraining(report).answer(), words(report));
        assertTrue(retraining(report).reason().startsWith("a classifier fitted on 2026-11-19 scores"));
        String page = HtmlReport.render(report, List.of());
        assertTrue(page.contains("stale-accuracy of the features m&#x3D;64/seed&#x3D;42"), page);
    }

    /** Which side of a plane an item is on. */
    private String writeLabels() {
        List<Row> rows = new ArrayList<>();
        one.forEach((id, h) -> rows.add(RowFactory.create(id, h[0] > 0 ? "left" : "right")));
        String path = JobConfigs.uri(directory.resolve("labels"));
        spark.createDataFrame(
                        rows, new StructType().add("id", DataTypes.StringType).add("label", DataTypes.StringType))
                .write()
                .parquet(path);
        return path;
    }

    @Test
    void landmarksBridgeAChangeOfDimension() {
        List<String> names = IntStream.range(0, D).mapToObj(k -> "item-" + k).toList();
        FeatureSpec spec = spec(Stabiliser.ofLandmarks(names));
        LinearMap unchanged = LinearMap.identity(D);
        days(spec).publish(new Day(DAY_ONE, one, unchanged, Map.of(), 0, Optional.empty(), 0));
        // Four dimensions more, in another order.
        UnaryOperator<SortedMap<String, double[]>> wider = PlantedDays.each(h -> {
            double[] wide = new double[D + 4];
            for (int j = 0; j < D; j++) {
                wide[D + 3 - j] = h[j];
            }
            return wide;
        });
        planted.write(DAY_TWO, wider);
        SortedMap<String, double[]> two = StabilisedDays.embeddings(DAY_TWO, wider);
        LinearMap map = StabilisedDays.rotation(two, days(spec).aligned(one, unchanged));
        AuditReport report = audit(spec, new Day(DAY_TWO, two, map, Map.of(), 0, Optional.empty(), 0));
        assertEquals(0, value(report, "phi-rows-different m=64/seed=42"), words(report));
        assertTrue(value(report, "h-coordinate-variance stabilised") < 0.05, words(report));
        assertFalse(has(report, Measure.H_CKA), words(report));
        assertTrue(report.remarks().toString().contains("had 16 dimensions the day before and have 20"), words(report));
        assertEquals(Answer.NO, retraining(report).answer(), words(report));
    }

    @Test
    void whatIsPublishedIsAuditedByThePublishedStates() {
        FeatureSpec spec = spec(Stabiliser.of(Kind.RUNNING_MEAN));
        days(spec).publish(runningMeanDay(spec, StabilisedAuditIT::movedAndRotated, publishMeans(spec)));
        AuditReport report = PublishedAudit.of(spark, table.config()).examine(DAY_TWO, Optional.empty());
        assertEquals(0, value(report, "phi-rows-different m=64/seed=42"), words(report));
        assertEquals(0, value(report, "state-rows-different m=64/seed=42"), words(report));
        assertEquals(3.106, value(report, "lag-days m=64/seed=42"), 1e-3, words(report));
        assertEquals(Answer.NO, retraining(report).answer(), words(report));
    }
}
