package dev.bochner.daily;

import static dev.bochner.daily.PlantedDays.DAY_ONE;
import static dev.bochner.daily.PlantedDays.DAY_TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.stabilise.StateItems;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.VersionId;
import dev.bochner.testkit.FeatureRows;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A table of {@link PlantedDays} with a stabiliser, run day by day, and what lies in its states. */
abstract class StabilisedTable {
    static final LocalDate DAY_THREE = DAY_TWO.plusDays(1);
    static final LocalDate DAY_FOUR = DAY_TWO.plusDays(2);
    static final VersionId SMALL = new VersionId(8, 42);
    static final VersionId OTHER = new VersionId(8, 43);
    static final String ONE_VERSION = "features.versions = [{ m = 8, seed = \"42\" }]";
    static final String TWO_VERSIONS = "features.versions=[{m=8,seed=\"42\"},{m=8,seed=\"43\"}]";
    static final String MEAN = "stabiliser { kind = running-mean, weight = 0.25, max-age = 1 day }";
    static final String PROCRUSTES = "stabiliser.kind = procrustes";

    @TempDir
    Path directory;

    SparkSession spark;
    PlantedDays days;

    @BeforeEach
    void begin(SparkSession session) {
        spark = session;
        days = new PlantedDays(session, directory);
    }

    DailyTable table(String... settings) {
        String[] all = new String[settings.length + 1];
        all[0] = ONE_VERSION;
        System.arraycopy(settings, 0, all, 1, settings.length);
        return days.table(spark.sparkContext().hadoopConfiguration(), all);
    }

    DailyResult run(DailyTable table, LocalDate ds, String... overrides) {
        return DailyJob.of(spark, table.config(overrides)).run(ds, Existing.REFUSE);
    }

    void published(DailyTable table, LocalDate ds, String... overrides) {
        DailyResult result = run(table, ds, overrides);
        assertEquals(Status.PUBLISHED, result.status(), result.message());
    }

    static StabiliserState state(DailyTable table, VersionId version, LocalDate ds) {
        return table.table()
                .state(table.manifest(version, ds).lineage().state().orElseThrow())
                .orElseThrow();
    }

    /** An item of a state. */
    record Item(int age, LocalDate lastSeen, List<Float> values) {
        float[] mean() {
            float[] mean = new float[values.size()];
            for (int k = 0; k < mean.length; k++) {
                mean[k] = values.get(k);
            }
            return mean;
        }
    }

    Map<String, Item> items(DailyTable table, LocalDate ds) {
        Map<String, Item> items = new HashMap<>();
        StabiliserState state = state(table, SMALL, ds);
        for (Row row :
                StateItems.read(spark, table.table().stateItemFiles(state)).collectAsList()) {
            Item item = new Item(row.getInt(1), row.getDate(2).toLocalDate(), row.getList(3));
            assertEquals(Optional.empty(), Optional.ofNullable(items.put(row.getString(0), item)));
        }
        return items;
    }

    static FeatureSpec spec(DailyTable table, VersionId version) {
        return FeatureSpec.of(table.table().spec(version).orElseThrow().identity());
    }

    static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int j = 0; j < values.length; j++) {
            narrow[j] = (float) values[j];
        }
        return narrow;
    }

    static double largestChange(FeatureRows a, FeatureRows b) {
        double largest = 0;
        for (String id : a.ids()) {
            float[] here = a.features(id);
            float[] there = b.features(id);
            for (int k = 0; k < here.length; k++) {
                largest = Math.max(largest, Math.abs(here[k] - there[k]));
            }
        }
        return largest;
    }

    /** The embeddings of day one on another day, rotated. */
    void writeDayOneRotatedAs(LocalDate ds) {
        days.write(ds, day -> PlantedDays.rotated().apply(PlantedDays.good(DAY_ONE)));
    }

    /** Other items, but for three. */
    static SortedMap<String, double[]> renamed(SortedMap<String, double[]> day) {
        SortedMap<String, double[]> renamed = new TreeMap<>();
        Set<String> kept = Set.of("item-1", "item-2", "item-3");
        day.forEach((id, h) -> renamed.put(kept.contains(id) ? id : "new-" + id, h));
        return renamed;
    }
}
