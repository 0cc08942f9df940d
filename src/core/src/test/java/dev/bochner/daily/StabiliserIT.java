package dev.bochner.daily;

import static dev.bochner.daily.PlantedDays.D;
import static dev.bochner.daily.PlantedDays.DAY_ONE;
import static dev.bochner.daily.PlantedDays.DAY_TWO;
import static dev.bochner.daily.PlantedDays.ITEMS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.Aligner;
import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.stabilise.LandmarksException;
import dev.bochner.stabilise.RunningMean;
import dev.bochner.store.Manifest;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features that stay put, as readers of the table find them. */
@ExtendWith(Fixtures.class)
final class StabiliserIT extends StabilisedTable {
    @ParameterizedTest
    @ValueSource(strings = {PROCRUSTES, MEAN, "stabiliser { kind = landmarks, landmarks = [%s] }"})
    void aRotatedRefreshHasTheFeaturesOfTheDayBefore(String setting) {
        StringBuilder landmarks = new StringBuilder("item-0");
        for (int i = 1; i < 2 * D; i++) {
            landmarks.append(", item-").append(i);
        }
        DailyTable stabilised = table(String.format(Locale.ROOT, setting, landmarks));
        days.write(DAY_ONE, UnaryOperator.identity());
        writeDayOneRotatedAs(DAY_TWO);
        published(stabilised, DAY_ONE);
        published(stabilised, DAY_TWO);
        FeatureRows before = stabilised.rows(spark, SMALL, DAY_ONE);
        FeatureRows after = stabilised.rows(spark, SMALL, DAY_TWO);
        assertEquals(ITEMS, after.count());
        assertTrue(largestChange(before, after) < 1e-5, () -> "changed by " + largestChange(before, after));
        assertEquals(0, stabilised.manifest(SMALL, DAY_TWO).lineage().epoch());
    }

    @Test
    void withoutAStabiliserARotatedRefreshHasOthers() {
        DailyTable plain = table();
        days.write(DAY_ONE, UnaryOperator.identity());
        writeDayOneRotatedAs(DAY_TWO);
        published(plain, DAY_ONE);
        published(plain, DAY_TWO);
        assertTrue(largestChange(plain.rows(spark, SMALL, DAY_ONE), plain.rows(spark, SMALL, DAY_TWO)) > 0.1);
        assertEquals(Manifest.Lineage.ALONE, plain.manifest(SMALL, DAY_TWO).lineage());
    }

    @Test
    void linearFeaturesAreThoseOfTheMapWithTheDaysMatrix() {
        DailyTable table = table(PROCRUSTES);
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, PlantedDays.rotated());
        published(table, DAY_ONE);
        published(table, DAY_TWO);
        LinearMap map = state(table, SMALL, DAY_TWO).transform();
        FeatureSpec spec = spec(table, SMALL);
        FeatureMap phi = FeatureMap.of(spec, Directions.of(spec), map);
        FeatureRows rows = table.rows(spark, SMALL, DAY_TWO);
        float[] expected = new float[spec.columns()];
        PlantedDays.rotated().apply(PlantedDays.good(DAY_TWO)).forEach((id, h) -> {
            phi.apply(narrow(h), expected);
            assertArrayEquals(expected, rows.features(id), id);
        });
        assertEquals(List.of(), state(table, SMALL, DAY_TWO).items());
        assertEquals(
                Optional.of(state(table, SMALL, DAY_ONE).path()),
                state(table, SMALL, DAY_TWO).previous());
    }

    @Test
    void theMeanFollowsItsRecurrenceToTheBit() {
        DailyTable table = table(MEAN);
        for (LocalDate ds = DAY_ONE; !ds.isAfter(DAY_THREE); ds = ds.plusDays(1)) {
            days.write(ds, ds.equals(DAY_TWO) ? PlantedDays.rotated() : UnaryOperator.identity());
            published(table, ds);
        }
        FeatureMap phi = FeatureMap.of(spec(table, SMALL).afterStabiliser());
        Map<String, Item> before = items(table, DAY_TWO);
        Map<String, Item> after = items(table, DAY_THREE);
        Aligner aligner =
                Aligner.of(Normalisation.L2, state(table, SMALL, DAY_THREE).transform());
        FeatureRows rows = table.rows(spark, SMALL, DAY_THREE);
        float[] y = new float[D];
        float[] expected = new float[16];
        PlantedDays.good(DAY_THREE).forEach((id, h) -> {
            aligner.apply(narrow(h), y);
            float[] mean = before.get(id).mean();
            int age = new RunningMean(0.25).update(y, mean, before.get(id).age());
            assertEquals(3, age);
            assertEquals(3, after.get(id).age());
            assertEquals(DAY_THREE, after.get(id).lastSeen());
            assertArrayEquals(mean, after.get(id).mean(), id);
            phi.apply(mean, expected);
            assertArrayEquals(expected, rows.features(id), id);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void anyPartitioningGivesTheSameBits(int partitions) {
        DailyTable two = table(MEAN);
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, PlantedDays.rotated());
        published(two, DAY_ONE);
        published(two, DAY_TWO);
        DailyTable other = DailyTable.in(
                new org.apache.hadoop.fs.Path(two.root().getParent(), "other"),
                spark.sparkContext().hadoopConfiguration(),
                directory.toUri() + "again/ds={ds}",
                ONE_VERSION,
                MEAN);
        for (LocalDate ds : List.of(DAY_ONE, DAY_TWO)) {
            spark.read()
                    .parquet(directory.toUri() + "embeddings/ds=" + ds)
                    .orderBy(functions.rand(partitions))
                    .repartition(partitions)
                    .write()
                    .parquet(directory.toUri() + "again/ds=" + ds);
        }
        String before = spark.conf().get("spark.sql.shuffle.partitions");
        spark.conf().set("spark.sql.shuffle.partitions", partitions);
        try {
            published(other, DAY_ONE);
            published(other, DAY_TWO);
        } finally {
            spark.conf().set("spark.sql.shuffle.partitions", before);
        }
        other.rows(spark, SMALL, DAY_TWO).assertSameAs(two.rows(spark, SMALL, DAY_TWO));
        assertEquals(
                state(two, SMALL, DAY_TWO).transform(),
                state(other, SMALL, DAY_TWO).transform());
    }

    @Test
    void anItemIsRememberedForMaxAgeAndThenStartsAnew() {
        DailyTable table = table(MEAN);
        LocalDate last = DAY_FOUR.plusDays(1);
        for (LocalDate ds = DAY_ONE; !ds.isAfter(last); ds = ds.plusDays(1)) {
            LocalDate day = ds;
            days.write(ds, embeddings -> {
                SortedMap<String, double[]> present = new TreeMap<>(embeddings);
                if (day.equals(DAY_TWO)) {
                    present.remove("item-1");
                }
                if (!day.equals(DAY_ONE) && !day.equals(last)) {
                    present.remove("item-2");
                }
                return present;
            });
            published(table, ds);
        }
        assertEquals(1, items(table, DAY_TWO).get("item-1").age());
        assertEquals(DAY_ONE, items(table, DAY_TWO).get("item-1").lastSeen());
        assertEquals(2, items(table, DAY_THREE).get("item-1").age());
        assertEquals(1, items(table, DAY_TWO).get("item-2").age());
        assertEquals(Set.of(), intersection(items(table, DAY_THREE).keySet(), Set.of("item-2")));
        assertEquals(1, items(table, last).get("item-2").age());
        assertEquals(ITEMS - 2, table.rows(spark, SMALL, DAY_TWO).count());
        assertEquals(ITEMS - 2, table.manifest(SMALL, DAY_TWO).counts().read());
    }

    @Test
    void whatTheSourceRefusesStaysOutOfTheState() {
        DailyTable table = table(MEAN, "validation.max-invalid-fraction = 0.01");
        days.write(DAY_ONE, day -> {
            day.put("item-1", new double[D]);
            double[] notFinite = day.get("item-2").clone();
            notFinite[3] = Double.NaN;
            day.put("item-2", notFinite);
            return day;
        });
        published(table, DAY_ONE);
        assertEquals(ITEMS - 2, items(table, DAY_ONE).size());
        assertEquals(
                Map.of("not-finite", 1L, "zero-norm", 1L),
                table.manifest(SMALL, DAY_ONE).counts().quarantined());
    }

    @Test
    void landmarksSurviveAChangeOfDimension() {
        StringBuilder landmarks = new StringBuilder("item-0");
        for (int i = 1; i < 8; i++) {
            landmarks.append(", item-").append(i);
        }
        DailyTable table = table("stabiliser { kind = landmarks, landmarks = [" + landmarks + "] }");
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, day -> {
            SortedMap<String, double[]> wider = new TreeMap<>();
            PlantedDays.good(DAY_ONE).forEach((id, h) -> wider.put(id, Arrays.copyOf(h, D + 5)));
            return wider;
        });
        published(table, DAY_ONE);
        published(table, DAY_TWO);
        assertEquals("8", table.table().spec(SMALL).orElseThrow().property("d"));
        assertTrue(largestChange(table.rows(spark, SMALL, DAY_ONE), table.rows(spark, SMALL, DAY_TWO)) < 1e-5);
    }

    @Test
    void aLandmarkThatIsGoneStopsTheDay() {
        DailyTable table = table("stabiliser { kind = landmarks, landmarks = [item-1, item-2, item-3] }");
        days.write(DAY_ONE, UnaryOperator.identity());
        published(table, DAY_ONE);
        days.write(DAY_TWO, day -> {
            day.remove("item-2");
            return day;
        });
        LandmarksException e = assertThrows(LandmarksException.class, () -> run(table, DAY_TWO));
        assertTrue(e.getMessage().contains("item-2"), e::getMessage);
        assertEquals(ExitCode.DATA_REFUSED, ExitCode.of(e));
        assertEquals(Set.of(), table.visible(DAY_TWO));
    }

    private static Set<String> intersection(Set<String> a, Set<String> b) {
        Set<String> both = new TreeSet<>(a);
        both.retainAll(b);
        return both;
    }
}
