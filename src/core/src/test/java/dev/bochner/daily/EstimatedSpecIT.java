package dev.bochner.daily;

import static dev.bochner.daily.DailyTable.DS;
import static dev.bochner.daily.DailyTable.NEXT_DS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.ConflictException;
import dev.bochner.store.Estimate;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.StepListener;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.SourceException;
import dev.bochner.testkit.Damage;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is left to the data, and how it then stays. */
@ExtendWith(Fixtures.class)
class EstimatedSpecIT {
    private static final EmbeddingTable FIRST = EmbeddingTable.of(300, 12, 5);

    /** Nearer to each other than those of the first day. */
    private static final EmbeddingTable SECOND = EmbeddingTable.of(300, 3, 6);

    private static final String OPEN =
            "features { sigma = median-distance, epsilon = 0.1, versions = [{m = auto, seed = \"7\"}] }";

    @TempDir
    Path directory;

    private DailyTable table(SparkSession spark, String name, String... settings) {
        return DailyTable.in(
                new org.apache.hadoop.fs.Path(JobConfigs.uri(directory.resolve(name))),
                spark.sparkContext().hadoopConfiguration(),
                JobConfigs.uri(directory) + "{ds}",
                settings);
    }

    private void write(SparkSession spark, EmbeddingTable embeddings, LocalDate ds, int files) {
        embeddings.write(spark, JobConfigs.uri(directory.resolve(ds.toString())), files);
    }

    private static DailyResult run(SparkSession spark, DailyTable table, LocalDate ds, String... overrides) {
        return DailyJob.of(spark, table.config(overrides)).run(ds, Existing.REFUSE);
    }

    private static FeatureSpec spec(DailyTable table, VersionId version) {
        return FeatureSpec.of(table.table().spec(version).orElseThrow().identity());
    }

    private static VersionId only(DailyTable table) {
        List<VersionId> versions = table.table().versions();
        assertEquals(1, versions.size(), versions.toString());
        return versions.get(0);
    }

    @Test
    void isTheSameForEveryPartitioning(SparkSession spark) {
        Set<FeatureSpec> specs = new HashSet<>();
        for (int files : new int[] {1, 2, 7}) {
            LocalDate ds = DS.minusDays(files);
            write(spark, FIRST, ds, files);
            DailyTable table = table(spark, "table-" + files, OPEN);
            assertEquals(Status.PUBLISHED, run(spark, table, ds).status());
            specs.add(spec(table, only(table)));
        }
        assertEquals(1, specs.size(), specs.toString());
        FeatureSpec spec = specs.iterator().next();
        // Unit vectors in 12 dimensions are mostly near right angles: the median distance is near sqrt(2).
        assertEquals(Math.sqrt(0.5), spec.sigma(), 0.03);
        // On average over seeds (1 - e^-1)^2 / 2 / 0.01, 20; half as much again for 99 % of them.
        assertTrue(spec.m() >= 26 && spec.m() <= 32, "m is " + spec.m());
    }

    @Test
    void isNotEstimatedAgainWhereItsRecordIsGone(SparkSession spark) {
        write(spark, FIRST, DS, 2);
        write(spark, SECOND, NEXT_DS, 2);
        DailyTable table = table(spark, "table", OPEN);
        run(spark, table, DS);
        VersionId version = only(table);
        org.apache.hadoop.fs.Path m = Estimate.path(table.table(), "m,seed=7");
        org.apache.hadoop.fs.Path sigma = Estimate.path(table.table(), "sigma,l2");
        Damage.MISSING.to(sigma);
        assertEquals(
                "There is no " + sigma + ", the record of sigma, though " + version + " is published with sigma = "
                        + spec(table, version).sigma()
                        + ": it was deleted outside Bochner, or sigma was configured before. Put it back, or set sigma = "
                        + spec(table, version).sigma() + " instead of median-distance",
                assertThrows(ConflictException.class, () -> run(spark, table, NEXT_DS))
                        .getMessage());
        Damage.MISSING.to(m);
        assertEquals(
                "There is no " + m + ", the record of m, though [" + version + "] is published with that seed: it was"
                        + " deleted outside Bochner, or m was configured before. Put it back, or set m = " + version.m()
                        + " instead of auto, or choose another seed",
                assertThrows(ConflictException.class, () -> run(spark, table, NEXT_DS))
                        .getMessage());
        assertEquals(version, only(table));
    }

    @Test
    void staysWhatItWasOnTheFirstDay(SparkSession spark) {
        write(spark, FIRST, DS, 2);
        write(spark, EmbeddingTable.of(400, 12, 8), NEXT_DS, 2);
        DailyTable table = table(spark, "table", OPEN);
        assertEquals(Status.PUBLISHED, run(spark, table, DS).status());
        VersionId version = only(table);
        assertEquals(Status.PUBLISHED, run(spark, table, NEXT_DS).status());
        assertEquals(version, only(table));
        assertEquals(Set.of(version), table.visible(NEXT_DS));
        assertEquals(Status.ALREADY_PUBLISHED, run(spark, table, DS).status());
    }

    /** What dies between the estimate and the publication must not leave the choice to other data. */
    @Test
    void survivesACrashBeforeAnythingElseIsWritten(SparkSession spark) {
        write(spark, FIRST, DS, 2);
        write(spark, EmbeddingTable.of(300, 12, 99), NEXT_DS, 2);
        DailyTable undisturbed = table(spark, "undisturbed", OPEN);
        run(spark, undisturbed, DS);
        DailyTable other = table(spark, "other", OPEN);
        run(spark, other, NEXT_DS);
        assertNotEquals(
                spec(undisturbed, only(undisturbed)).sigma(),
                spec(other, only(other)).sigma());

        DailyTable table = table(spark, "table", OPEN);
        IllegalStateException crash = assertThrows(
                IllegalStateException.class,
                () -> DailyJob.of(spark, table.config())
                        .listenedToBy(crashAfterTheSecond("estimate"))
                        .run(DS, Existing.REFUSE));
        assertEquals("crash", crash.getMessage());
        assertEquals(List.of(), table.table().versions());

        assertEquals(Status.PUBLISHED, run(spark, table, NEXT_DS).status());
        assertEquals(spec(undisturbed, only(undisturbed)), spec(table, only(table)));
    }

    private static StepListener crashAfterTheSecond(String wanted) {
        return new StepListener() {
            private int seen;

            @Override
            public void after(String step) {
                if (step.equals(wanted) && ++seen == 2) {
                    throw new IllegalStateException("crash");
                }
            }
        };
    }

    @Test
    void isNotChosenAgainForAnotherPrecision(SparkSession spark) throws IOException {
        write(spark, FIRST, DS, 1);
        write(spark, FIRST, NEXT_DS, 1);
        DailyTable table = table(spark, "table", OPEN);
        run(spark, table, DS);
        int m = only(table).m();
        ConflictException e =
                assertThrows(ConflictException.class, () -> run(spark, table, NEXT_DS, "features.epsilon=0.05"));
        String file = table.root() + "/_estimates/m,seed=7.json";
        assertEquals(
                "What " + file.replace("file:///", "file:/") + " recorded on the first day, {m=" + m
                        + "}, was for something else: epsilon was 0.1 then and is 0.05 now. It never changes: choose another seed,"
                        + " or another table",
                e.getMessage().replace("file:///", "file:/"));
        assertTrue(Files.readString(directory.resolve("table/table/_estimates/sigma,l2.json"))
                .contains("median-distance"));
    }

    @Test
    void refusesAnEstimateThatIsConfiguredBesides(SparkSession spark) {
        write(spark, FIRST, DS, 1);
        write(spark, FIRST, NEXT_DS, 1);
        DailyTable table = table(spark, "table", OPEN);
        run(spark, table, DS);
        int m = only(table).m();
        ConflictException e = assertThrows(
                ConflictException.class,
                () -> run(spark, table, NEXT_DS, "features.versions=[{m=auto,seed=\"7\"},{m=" + m + ",seed=\"7\"}]"));
        assertEquals(
                "m = auto of seed 7 is m = " + m + ", which features.versions names besides, expected another seed:"
                        + " (m, seed) names a version",
                e.getMessage());
    }

    @Test
    void anMForWhichThereAreNoDirectionsIsNotRecorded(SparkSession spark) {
        write(spark, FIRST, DS, 1);
        DailyTable table = table(spark, "table", OPEN);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> run(spark, table, DS, "features.criterion=rahimi-recht", "features.epsilon=0.0001"));
        assertTrue(e.getMessage().startsWith("features: m = auto comes to m = "), e.getMessage());
        assertTrue(e.getMessage().endsWith("take a larger epsilon or a weaker criterion"), e.getMessage());
        assertEquals(Status.PUBLISHED, run(spark, table, DS).status());
    }

    @Test
    void refusesADayOfOneItem(SparkSession spark) {
        write(spark, EmbeddingTable.of(1, 12, 5), DS, 1);
        DailyTable table = table(spark, "table", OPEN);
        SourceException e = assertThrows(SourceException.class, () -> run(spark, table, DS));
        assertTrue(e.getMessage().contains("of the 1 sampled fewer than 2 have length 12"), e.getMessage());
    }

    @Test
    void allVersionsThatLeaveItOpenShareOneSigma(SparkSession spark) {
        write(spark, SECOND, DS, 1);
        write(spark, SECOND, NEXT_DS, 1);
        DailyTable table =
                table(spark, "table", "features { sigma = median-distance, versions = [{m = 4, seed = \"1\"}] }");
        run(spark, table, DS);
        run(spark, table, NEXT_DS, "features.versions=[{m=4,seed=\"1\"},{m=8,seed=\"2\",sampler=orthogonal}]");
        assertEquals(
                spec(table, new VersionId(4, 1)).sigma(),
                spec(table, new VersionId(8, 2)).sigma());
    }

    @Test
    void stabilisersFindTheirChainOfAnEstimatedVersion(SparkSession spark) {
        write(spark, FIRST, DS, 1);
        write(spark, EmbeddingTable.of(300, 12, 8), NEXT_DS, 1);
        DailyTable table = table(spark, "table", OPEN, "stabiliser.kind = running-mean");
        run(spark, table, DS);
        run(spark, table, NEXT_DS);
        VersionId version = only(table);
        String state = table.manifest(version, NEXT_DS).lineage().state().orElseThrow();
        assertEquals(
                table.manifest(version, DS).lineage().state(),
                table.table().state(state).orElseThrow().previous());
    }
}
