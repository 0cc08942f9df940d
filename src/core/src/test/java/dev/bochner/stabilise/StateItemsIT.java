package dev.bochner.stabilise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bochner.store.Manifest;
import dev.bochner.store.StoredFile;
import dev.bochner.testkit.Fixtures;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The items of a state, read from files as they lie in a table. */
@ExtendWith(Fixtures.class)
final class StateItemsIT {
    private static final Day DAY = Day.gaussian(10, 3, 1);

    @TempDir
    Path directory;

    private List<StoredFile> files(Dataset<Row> items) {
        Path state = directory.resolve("_state/ds=2026-11-20/run=1");
        items.write().parquet(state.toUri().toString());
        File[] files = state.toFile().listFiles((parent, name) -> name.endsWith(".parquet"));
        return Arrays.stream(files)
                .map(file -> new StoredFile(
                        new org.apache.hadoop.fs.Path(file.toURI()).toString(),
                        new Manifest.DataFile(file.getName(), 5, file.length(), Manifest.DataFile.NOT_RECORDED),
                        "Write it again"))
                .toList();
    }

    @Test
    void readsItemsAndNotTheDirectoriesTheyLieIn(SparkSession spark) {
        Dataset<Row> written =
                DAY.items(spark).withColumnRenamed("item", "an id").repartition(2);
        Dataset<Row> items = StateItems.read(spark, files(written));
        assertEquals(List.of("an id", "age", "last_seen", "mean"), List.of(items.columns()));
        assertEquals(
                written.orderBy("`an id`").collectAsList(),
                items.orderBy("`an id`").collectAsList());
    }

    @Test
    void tellsWhoWasThereOnADate(SparkSession spark) {
        Dataset<Row> items =
                DAY.items(spark).withColumn("last_seen", functions.expr("if(item < 4, date'2026-11-19', last_seen)"));
        assertEquals(6, StateItems.present(items, Day.DS).count());
        assertEquals(4, StateItems.present(items, Day.DS.minusDays(1)).count());
        assertEquals(0, StateItems.present(items, Day.DS.plusDays(1)).count());
    }

    @Test
    void refusesAStateWithoutItems(SparkSession spark) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> StateItems.read(spark, List.of()));
        assertEquals("The state has no files of items, expected one or more", e.getMessage());
    }
}
