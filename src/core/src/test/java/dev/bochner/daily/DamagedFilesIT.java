package dev.bochner.daily;

import static dev.bochner.daily.PlantedDays.DAY_ONE;
import static dev.bochner.daily.PlantedDays.DAY_TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.serve.PublishedMap;
import dev.bochner.store.DamagedFileException;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StoredFile;
import dev.bochner.testkit.Damage;
import dev.bochner.testkit.Fixtures;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a table that are not the ones that a run wrote: whoever reads them says so, and nothing is made of them. */
@ExtendWith(Fixtures.class)
final class DamagedFilesIT extends StabilisedTable {
    private static final String WAY_OUT = ". Put it back from a copy, or make 2026-11-19 anew: run --ds 2026-11-19"
            + " --replace (with --cascade if later days derive from it)";

    private DailyTable withDayOne(String... settings) {
        DailyTable table = table(settings);
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, UnaryOperator.identity());
        published(table, DAY_ONE);
        return table;
    }

    private static String damage(Executable work) {
        DamagedFileException e = assertThrows(DamagedFileException.class, work);
        assertEquals(ExitCode.CONFLICT, ExitCode.of(e));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        return e.getMessage();
    }

    private static void assertNames(Path file, Damage how, String message) {
        String what = how == Damage.MISSING ? " is missing, expected " : " is not the one that was written: found ";
        assertTrue(message.startsWith("File " + file + what), message);
        assertTrue(message.matches(".*, expected [0-9]+ bytes with CRC-32C [0-9a-f]{8}\\. .*"), message);
        assertTrue(message.endsWith(WAY_OUT), message);
    }

    @ParameterizedTest
    @EnumSource
    void aDayIsNotAveragedWithMeansOfADamagedFile(Damage how) {
        DailyTable table = withDayOne(MEAN);
        StoredFile items =
                table.table().stateItemFiles(state(table, SMALL, DAY_ONE)).get(0);
        how.to(items.path());
        assertNames(items.path(), how, damage(() -> run(table, DAY_TWO)));
        assertEquals(Set.of(), table.visible(DAY_TWO));
        makeAnew(table, DAY_ONE);
        published(table, DAY_TWO);
    }

    @ParameterizedTest
    @EnumSource
    void aDayIsNotRotatedOntoMeansOfADamagedFile(Damage how) {
        DailyTable table = withDayOne(PROCRUSTES);
        StoredFile items =
                table.table().stateItemFiles(state(table, SMALL, DAY_ONE)).get(0);
        how.to(items.path());
        assertNames(items.path(), how, damage(() -> run(table, DAY_TWO)));
        makeAnew(table, DAY_ONE);
        published(table, DAY_TWO);
    }

    /** The way out that the message names, with the sources as they were. */
    private void makeAnew(DailyTable table, LocalDate ds) {
        DailyResult anew = DailyJob.of(spark, table.config()).run(ds, Existing.REPLACE);
        assertEquals(Status.PUBLISHED, anew.status(), anew.message());
        assertEquals(
                Status.ALREADY_PUBLISHED,
                DailyJob.of(spark, table.config()).run(ds, Existing.REPLACE).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {MEAN, PROCRUSTES})
    void aDamagedMatrixIsNamedAndTheDaysAfterItAreMadeAnewToo(String stabiliser) {
        DailyTable table = withDayOne(stabiliser);
        published(table, DAY_TWO);
        days.write(DAY_THREE, UnaryOperator.identity());
        Path matrix =
                new Path(table.table().resolve(state(table, SMALL, DAY_ONE).path()), "transform.npy");
        Damage.FLIPPED_BIT.to(matrix);
        Executable reading = stabiliser.equals(MEAN)
                ? () -> PublishedAudit.of(spark, table.config()).examine(DAY_ONE, Optional.empty())
                : () -> run(table, DAY_THREE);
        assertNames(matrix, Damage.FLIPPED_BIT, damage(reading));
        List<DailyResult> results = DailyJob.of(spark, table.config()).cascade(DAY_ONE);
        assertEquals(
                List.of(Status.PUBLISHED, Status.PUBLISHED),
                results.stream().map(DailyResult::status).toList());
        published(table, DAY_THREE);
    }

    @Test
    void noMapIsMadeOfADamagedMatrix() {
        DailyTable table = withDayOne(PROCRUSTES);
        Path matrix =
                new Path(table.table().resolve(state(table, SMALL, DAY_ONE).path()), "transform.npy");
        Damage.FLIPPED_BIT.to(matrix);
        assertNames(
                matrix, Damage.FLIPPED_BIT, damage(() -> PublishedMap.of(table.table(), new Snapshot(SMALL, DAY_ONE))));
    }

    @ParameterizedTest
    @EnumSource
    void theAuditOfWhatIsPublishedNamesADamagedFileOfFeatures(Damage how) {
        DailyTable table = withDayOne();
        Path features =
                table.table().dataFiles(table.manifest(SMALL, DAY_ONE)).get(0).path();
        how.to(features);
        PublishedAudit audit = PublishedAudit.of(spark, table.config());
        assertNames(features, how, damage(() -> audit.examine(DAY_ONE, Optional.empty())));
        makeAnew(table, DAY_ONE);
        audit.examine(DAY_ONE, Optional.empty());
    }
}
