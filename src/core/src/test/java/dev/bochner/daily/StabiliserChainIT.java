package dev.bochner.daily;

import static dev.bochner.daily.PlantedDays.D;
import static dev.bochner.daily.PlantedDays.DAY_ONE;
import static dev.bochner.daily.PlantedDays.DAY_TWO;
import static dev.bochner.daily.PlantedDays.ITEMS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.LinearMap;
import dev.bochner.store.ConflictException;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Rollback;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunSession;
import dev.bochner.store.source.SourceException;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Days that follow each other: repeated, replaced, broken off, refused. */
@ExtendWith(Fixtures.class)
final class StabiliserChainIT extends StabilisedTable {
    @Test
    void aChainCanBeRepeatedFromTheSnapshotsAlone() throws Exception {
        DailyTable table = table(MEAN);
        for (LocalDate ds = DAY_ONE; !ds.isAfter(DAY_THREE); ds = ds.plusDays(1)) {
            days.write(ds, UnaryOperator.identity());
            published(table, ds);
        }
        FeatureRows first = table.rows(spark, SMALL, DAY_THREE);
        rollBackTo(table, DAY_TWO);
        days.write(DAY_ONE, PlantedDays.shuffled());
        days.write(DAY_TWO, PlantedDays.shuffled());
        published(table, DAY_THREE);
        table.rows(spark, SMALL, DAY_THREE).assertSameAs(first);
    }

    @Test
    void aRerunOfAnyDayOfAChainIsDoneAlready() {
        DailyTable table = table(MEAN);
        for (LocalDate ds = DAY_ONE; !ds.isAfter(DAY_THREE); ds = ds.plusDays(1)) {
            days.write(ds, UnaryOperator.identity());
            published(table, ds);
        }
        for (LocalDate ds = DAY_ONE; !ds.isAfter(DAY_THREE); ds = ds.plusDays(1)) {
            assertEquals(Status.ALREADY_PUBLISHED, run(table, ds).status());
        }
    }

    @Test
    void aMiddleDayIsReplacedOnlyWithTheDaysThatFollowIt() {
        DailyTable table = table(MEAN);
        for (LocalDate ds = DAY_ONE; !ds.isAfter(DAY_FOUR); ds = ds.plusDays(1)) {
            days.write(ds, UnaryOperator.identity());
            published(table, ds);
        }
        FeatureRows lastBefore = table.rows(spark, SMALL, DAY_FOUR);
        days.write(DAY_TWO, PlantedDays.rotated());
        DailyJob job = DailyJob.of(spark, table.config());

        ConflictException refused = assertThrows(ConflictException.class, () -> job.run(DAY_TWO, Existing.REPLACE));
        assertTrue(refused.getMessage().contains("--cascade"), refused::getMessage);
        assertTrue(refused.getMessage().contains(DAY_FOUR.toString()), refused::getMessage);

        List<DailyResult> results = job.cascade(DAY_TWO);
        assertEquals(
                List.of(Status.PUBLISHED, Status.PUBLISHED, Status.PUBLISHED),
                results.stream().map(DailyResult::status).toList());
        assertEquals(
                Optional.of(state(table, SMALL, DAY_THREE).path()),
                state(table, SMALL, DAY_FOUR).previous());
        assertEquals(
                Optional.of(state(table, SMALL, DAY_TWO).path()),
                state(table, SMALL, DAY_THREE).previous());
        // The same vectors but for a rotation: the chain comes out as it was, but for float's rounding.
        assertTrue(largestChange(lastBefore, table.rows(spark, SMALL, DAY_FOUR)) < 1e-5);
        assertEquals(0, table.manifest(SMALL, DAY_FOUR).lineage().epoch());
        assertEquals(
                Set.of(Status.ALREADY_PUBLISHED),
                job.cascade(DAY_TWO).stream().map(DailyResult::status).collect(Collectors.toSet()));
    }

    @Test
    void aCascadeWithoutASourceReplacesNothing() throws Exception {
        DailyTable table = table(MEAN);
        for (LocalDate ds = DAY_ONE; !ds.isAfter(DAY_THREE); ds = ds.plusDays(1)) {
            days.write(ds, UnaryOperator.identity());
            published(table, ds);
        }
        String made = table.manifest(SMALL, DAY_TWO).runId().text();
        days.write(DAY_TWO, PlantedDays.rotated());
        new org.apache.hadoop.fs.Path(directory.toUri() + "embeddings/ds=" + DAY_THREE)
                .getFileSystem(spark.sparkContext().hadoopConfiguration())
                .delete(new org.apache.hadoop.fs.Path(directory.toUri() + "embeddings/ds=" + DAY_THREE), true);
        assertThrows(
                SourceException.class, () -> DailyJob.of(spark, table.config()).cascade(DAY_TWO));
        assertEquals(made, table.manifest(SMALL, DAY_TWO).runId().text());
    }

    @Test
    void theCommandReplacesAChainAndRefusesContradictions() {
        DailyTable table = table(MEAN);
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, UnaryOperator.identity());
        published(table, DAY_ONE);
        published(table, DAY_TWO);
        days.write(DAY_ONE, PlantedDays.rotated());
        String[] replace = {"run", "--conf", table.configFile(), "--ds", DAY_ONE.toString(), "--replace"};

        assertTrue(CommandRun.of(replace).failed(4).contains("--replace --cascade"));
        List<String> lines =
                CommandRun.of(with(replace, "--cascade")).done().lines().toList();
        assertTrue(lines.get(0).startsWith("Published [m=8/seed=42/ds=2026-11-19]"), lines.toString());
        assertTrue(lines.get(1).startsWith("Published [m=8/seed=42/ds=2026-11-20]"), lines.toString());

        String[] once = {"run", "--conf", table.configFile(), "--ds", DAY_ONE.toString(), "--cascade"};
        assertTrue(CommandRun.of(once).failed(2).contains("--cascade is for --replace, which is not set"));
        String line =
                CommandRun.of(with(replace, "--cascade", "--accept-audit", "x")).failed(2);
        assertTrue(line.contains("not for --accept-audit"), line);
    }

    @Test
    void tooFewItemsInCommonStartANewEpoch() {
        DailyTable table = table(PROCRUSTES);
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, StabilisedTable::renamed);
        days.write(DAY_THREE, StabilisedTable::renamed);
        published(table, DAY_ONE);
        published(table, DAY_TWO);
        published(table, DAY_THREE);
        assertEquals(0, table.manifest(SMALL, DAY_ONE).lineage().epoch());
        assertEquals(1, table.manifest(SMALL, DAY_TWO).lineage().epoch());
        assertEquals(1, table.manifest(SMALL, DAY_THREE).lineage().epoch());
        assertEquals(LinearMap.identity(D), state(table, SMALL, DAY_TWO).transform());
        assertEquals(
                Optional.of(state(table, SMALL, DAY_TWO).path()),
                state(table, SMALL, DAY_THREE).previous());
        assertTrue(state(table, SMALL, DAY_TWO).properties().get("new-epoch").startsWith("3 items in common with"));
        assertEquals(Status.ALREADY_PUBLISHED, run(table, DAY_TWO).status());
    }

    @Test
    void aGapOfDaysIsNoBreak() {
        DailyTable table = table(MEAN);
        LocalDate later = DAY_ONE.plusDays(40);
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(later, PlantedDays.rotated());
        published(table, DAY_ONE);
        published(table, later);
        assertEquals(0, table.manifest(SMALL, later).lineage().epoch());
        assertEquals(2, items(table, later).get("item-1").age());
    }

    @Test
    void namingTheDayAsReferenceStartsANewEpochAndAnEarlierAnchorTakesUpItsOwn() {
        DailyTable table = table(PROCRUSTES);
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, PlantedDays.rotated());
        days.write(DAY_THREE, UnaryOperator.identity());
        published(table, DAY_ONE);
        published(table, DAY_TWO, "stabiliser.reference=" + DAY_TWO);
        assertEquals(1, table.manifest(SMALL, DAY_TWO).lineage().epoch());
        published(table, DAY_THREE, "stabiliser.reference=" + DAY_ONE);
        assertEquals(0, table.manifest(SMALL, DAY_THREE).lineage().epoch());
        days.write(DAY_FOUR, UnaryOperator.identity());
        ConflictException e =
                assertThrows(ConflictException.class, () -> run(table, DAY_FOUR, "stabiliser.reference=" + DAY_THREE));
        assertTrue(e.getMessage().contains(DAY_ONE.toString()), e::getMessage);
        assertTrue(e.getMessage().contains(DAY_TWO.toString()), e::getMessage);
    }

    @Test
    void aVersionAddedLaterGoesByTheStateOfTheDay() {
        DailyTable table = table(MEAN);
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, PlantedDays.rotated());
        published(table, DAY_ONE);
        published(table, DAY_TWO);
        published(table, DAY_TWO, TWO_VERSIONS);
        assertEquals(
                table.manifest(SMALL, DAY_TWO).lineage().state(),
                table.manifest(OTHER, DAY_TWO).lineage().state());
        FeatureMap phi = FeatureMap.of(spec(table, OTHER).afterStabiliser());
        FeatureRows rows = table.rows(spark, OTHER, DAY_TWO);
        float[] expected = new float[16];
        items(table, DAY_TWO).forEach((id, item) -> {
            phi.apply(item.mean(), expected);
            assertArrayEquals(expected, rows.features(id), id);
        });
        days.write(DAY_THREE, UnaryOperator.identity());
        published(table, DAY_THREE, TWO_VERSIONS);
        assertEquals(
                table.manifest(SMALL, DAY_THREE).lineage().state(),
                table.manifest(OTHER, DAY_THREE).lineage().state());
    }

    @Test
    void aVersionIsStabilisedFromItsFirstDayOrNever() {
        DailyTable table = table();
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, UnaryOperator.identity());
        published(table, DAY_ONE);
        ConflictException e =
                assertThrows(ConflictException.class, () -> run(table, DAY_TWO, "stabiliser.kind=procrustes"));
        assertTrue(e.getMessage().contains("stabiliser is none there and procrustes here"), e::getMessage);
        assertNotEquals(Set.of(), table.visible(DAY_ONE));
    }

    @Test
    void aCollapsedTrainingIsStoppedBeforeItEntersTheState() {
        DailyTable table = table(MEAN, "audit.enabled = true");
        days.write(DAY_ONE, UnaryOperator.identity());
        published(table, DAY_ONE);
        double[] point = PlantedDays.good(DAY_ONE).get("item-7");
        days.write(DAY_TWO, PlantedDays.each(h -> {
            double[] near = point.clone();
            near[0] += 1e-3 * h[0];
            return near;
        }));
        DailyResult refused = run(table, DAY_TWO);
        assertEquals(Status.REFUSED, refused.status(), refused.message());
        assertTrue(refused.message().contains("mean-cosine"), refused.message());
        days.write(DAY_THREE, PlantedDays.rotated());
        DailyResult next = run(table, DAY_THREE);
        assertEquals(Status.PUBLISHED, next.status(), next.message());
        assertEquals(
                Optional.of(state(table, SMALL, DAY_ONE).path()),
                state(table, SMALL, DAY_THREE).previous());
    }

    @Test
    void anAcceptedRefusalPublishesItsStateToo() {
        DailyTable table = table(MEAN, "audit.enabled = true");
        days.write(DAY_ONE, UnaryOperator.identity());
        published(table, DAY_ONE);
        days.write(DAY_TWO, PlantedDays.shuffled());
        assertEquals(Status.REFUSED, run(table, DAY_TWO).status());
        DailyResult accepted = DailyJob.of(spark, table.config()).accept(DAY_TWO, "a test", Existing.REFUSE);
        assertEquals(Status.PUBLISHED, accepted.status(), accepted.message());
        assertEquals(ITEMS, items(table, DAY_TWO).size());
        days.write(DAY_THREE, PlantedDays.shuffled());
        published(table, DAY_THREE, "audit.enabled=false");
        assertEquals(
                Optional.of(state(table, SMALL, DAY_TWO).path()),
                state(table, SMALL, DAY_THREE).previous());
    }

    @Test
    void theListingShowsWhatFeaturesAreMadeBy() {
        DailyTable table = table(PROCRUSTES);
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, StabilisedTable::renamed);
        published(table, DAY_ONE);
        published(table, DAY_TWO);
        List<String> lines = CommandRun.of("versions", "--table", table.root().toString())
                .done()
                .lines()
                .toList();
        assertTrue(lines.get(1).matches(".* procrustes +2026-11-19 +0 .*"), lines.get(1));
        assertTrue(lines.get(2).matches(".* procrustes +2026-11-20 +1 .*"), lines.get(2));
        String json = CommandRun.of(
                        "versions", "--json", "--table", table.root().toString())
                .done();
        assertTrue(
                json.contains(
                        "\"stabiliser-state\":\"" + state(table, SMALL, DAY_TWO).path() + "\""),
                json);
    }

    private void rollBackTo(DailyTable table, LocalDate ds) {
        RunSession.Request request = RunSession.Request.of(
                Command.ROLLBACK, Optional.of(ds), table.config().store());
        try (RunSession session = RunSession.begin(table.table(), request)) {
            Rollback.to(ds, List.of(SMALL), session);
        }
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }
}
