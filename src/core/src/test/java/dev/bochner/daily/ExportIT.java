package dev.bochner.daily;

import static dev.bochner.daily.PlantedDays.D;
import static dev.bochner.daily.PlantedDays.DAY_ONE;
import static dev.bochner.daily.PlantedDays.DAY_TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.serve.PublishedMap;
import dev.bochner.serve.layer.OnnxEngine;
import dev.bochner.serve.layer.Parity;
import dev.bochner.store.Snapshot;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code bochner export} of tables that the daily job published. */
@ExtendWith(Fixtures.class)
final class ExportIT extends StabilisedTable {
    private Path out = Path.of("");

    @BeforeEach
    void chooseOut() throws IOException {
        out = Files.createDirectory(directory.resolve("out"));
    }

    @Test
    void aLayerMakesTheFeaturesOfTheTable() throws IOException {
        DailyTable plain = table();
        days.write(DAY_ONE, UnaryOperator.identity());
        published(plain, DAY_ONE);
        Path file = out.resolve("layer.onnx");

        JsonNode written =
                new ObjectMapper().readTree(export(plain, "onnx", file).done());

        assertEquals(file.toString(), written.get("path").asText());
        assertEquals("onnx", written.get("format").asText());
        assertEquals("42", written.get("seed").asText());
        assertEquals(
                plain.table().spec(SMALL).orElseThrow().directionsSha256(),
                written.get("directions-sha256").asText());
        assertFalse(written.has("ds"), "the same on every date");
        assertTrue(worst(plain, file, DAY_ONE, PlantedDays.good(DAY_ONE)) <= 1);
    }

    @Test
    void aLayerOfAStabilisedVersionIsThatOfItsDate() throws IOException {
        DailyTable stabilised = table(PROCRUSTES);
        SortedMap<String, double[]> first = PlantedDays.good(DAY_ONE);
        SortedMap<String, double[]> second = PlantedDays.rotated().apply(first);
        days.write(DAY_ONE, UnaryOperator.identity());
        writeDayOneRotatedAs(DAY_TWO);
        published(stabilised, DAY_ONE);
        published(stabilised, DAY_TWO);
        Path newest = out.resolve("newest.onnx");
        Path earlier = out.resolve("earlier.onnx");

        JsonNode written =
                new ObjectMapper().readTree(export(stabilised, "onnx", newest).done());
        export(stabilised, "onnx", earlier, "--ds", DAY_ONE.toString()).done();

        assertEquals(DAY_TWO.toString(), written.get("ds").asText());
        assertEquals(
                stabilised.manifest(SMALL, DAY_TWO).runId().toString(),
                written.get("run-id").asText());
        assertTrue(worst(stabilised, newest, DAY_TWO, second) <= 1);
        assertTrue(worst(stabilised, earlier, DAY_ONE, first) <= 1);
        assertTrue(worst(stabilised, earlier, DAY_TWO, second) > 100, "the other day's layer would do");
    }

    /** The largest difference to the table's rows of a date, in units of what is allowed. */
    private double worst(DailyTable table, Path file, LocalDate ds, SortedMap<String, double[]> embeddings) {
        FeatureRows published = table.rows(spark, SMALL, ds);
        float[][] rows =
                embeddings.values().stream().map(StabilisedTable::narrow).toArray(float[][]::new);
        float[][] features =
                embeddings.keySet().stream().map(published::features).toArray(float[][]::new);
        PublishedMap map = PublishedMap.of(table.table(), new Snapshot(SMALL, ds));
        try (OnnxEngine engine = OnnxEngine.load(file)) {
            return Parity.worst(map.errorBound(), rows, features, engine.apply(rows, D));
        }
    }

    @Test
    void refusesARunningMeanAndSaysWhatToDo() {
        DailyTable averaged = table(MEAN);
        days.write(DAY_ONE, UnaryOperator.identity());
        published(averaged, DAY_ONE);

        String complaint = export(averaged, "npz", out.resolve("layer.npz")).failed(2);

        assertTrue(
                complaint.startsWith(
                        "bochner export: Features of stabiliser running-mean depend on the item's history"),
                complaint);
        assertTrue(complaint.contains("read the published ones"), complaint);
    }

    @Test
    void refusesVersionsDatesAndPlacesThatWillNotDo() throws IOException {
        DailyTable plain = table();
        days.write(DAY_ONE, UnaryOperator.identity());
        published(plain, DAY_ONE);
        Path file = out.resolve("layer.npz");
        export(plain, "npz", file).done();
        byte[] before = Files.readAllBytes(file);

        assertEquals(
                "bochner export: Cannot write " + file + ": it exists already; remove it, or choose another path",
                export(plain, "npz", file).failed(2));
        Path other = out.resolve("other.npz");
        assertTrue(export(plain, "npz", other, "--ds", DAY_TWO.toString())
                .failed(2)
                .endsWith(" has no snapshot of 2026-11-20 of version m=8/seed=42, only of [2026-11-19]"));
        assertTrue(CommandRun.of(arguments(plain, "9", "npz", other))
                .failed(2)
                .endsWith(" has no snapshot of version m=9/seed=42, only versions [m=8/seed=42]"));

        assertEquals(List.of(before.length), List.of(Files.readAllBytes(file).length));
        try (Stream<Path> left = Files.list(out)) {
            assertEquals(Set.of(file), Set.copyOf(left.toList()));
        }
    }

    private static CommandRun export(DailyTable table, String format, Path file, String... more) {
        return CommandRun.of(Stream.concat(Stream.of(arguments(table, "8", format, file)), Stream.of(more))
                .toArray(String[]::new));
    }

    private static String[] arguments(DailyTable table, String m, String format, Path file) {
        return new String[] {
            "export",
            "--table",
            table.root().toString(),
            "--m",
            m,
            "--seed",
            "42",
            "--format",
            format,
            "--out",
            file.toString()
        };
    }
}
