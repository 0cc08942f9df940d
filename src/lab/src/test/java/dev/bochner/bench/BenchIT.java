package dev.bochner.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command bench, on few rows: that it works, not how fast. */
@ExtendWith(Fixtures.class)
class BenchIT {
    @TempDir
    Path directory;

    @Test
    void measuresEverySystemAndLeavesTheDirectoryAsItWas(SparkSession spark) throws Exception {
        Files.writeString(directory.resolve("mine.txt"), "mine");
        Path json = directory.resolve("figures.json");

        CommandRun run = bench("--rows", "3000", "--d", "8", "--m", "4", "--rounds", "1", "--json", json.toString());

        assertEquals(0, run.exitCode(), run.err());
        JsonNode figures = new ObjectMapper().readTree(Files.readString(json));
        assertEquals(8, figures.get("d").asInt());
        assertEquals(4, figures.get("m").asInt());
        assertEquals(3000, figures.get("rows").asInt());
        for (String system : List.of("ours", "ours-unique", "row-udf", "gemm", "copy-binary")) {
            assertTrue(figures.at("/systems/" + system + "/cpu_us_per_row").asDouble() > 0, system);
            assertTrue(figures.at("/systems/" + system + "/wall_s").asDouble() > 0, system);
            // The features are 32 bytes a row, and nobody writes them without the id.
            assertTrue(figures.at("/systems/" + system + "/bytes_per_row").asDouble() > 32, system);
            assertTrue(run.out().contains(system), run.out());
        }
        for (String ratio : List.of("row-udf/ours", "gemm/ours", "ours/copy-binary")) {
            assertTrue(figures.get("ratios").get(ratio).asDouble() > 0, ratio);
            assertTrue(run.out().contains(ratio), run.out());
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(
                    List.of("figures.json", "mine.txt"),
                    left.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void measuresSeveralVersionsAtOnceBesideThemApart(SparkSession spark) {
        CommandRun run = bench("--rows", "1000", "--d", "8", "--m", "4", "--rounds", "2", "--versions", "3");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("ours-apart/ours"), run.out());
    }

    @Test
    void measuresWhatEachStabiliserCosts(SparkSession spark) throws Exception {
        Path json = directory.resolve("figures.json");
        List<String> systems = List.of("ours", "ours-procrustes", "ours-landmarks", "ours-running-mean");

        CommandRun run = bench(
                "--rows",
                "1000",
                "--d",
                "8",
                "--m",
                "4",
                "--rounds",
                "2",
                "--json",
                json.toString(),
                "--systems",
                String.join(",", systems));

        assertEquals(0, run.exitCode(), run.err());
        JsonNode figures = new ObjectMapper().readTree(Files.readString(json));
        for (String system : systems) {
            assertTrue(figures.at("/systems/" + system + "/cpu_us_per_row").asDouble() > 0, system);
        }
        assertTrue(figures.get("ratios").get("ours-procrustes/ours").asDouble() > 0, run.out());
    }

    @Test
    void refusesNumbersThatAreNotPositive(SparkSession spark) {
        CommandRun run = bench("--rows", "0");

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("rows is 0, expected 1 or more"), run.err());
    }

    @Test
    void refusesASystemThatDoesNotExist(SparkSession spark) {
        CommandRun run = bench("--rows", "10", "--systems", "ours,theirs");

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("There is no system theirs"), run.err());
    }

    @Test
    void refusesADiskThatIsTooSmall(SparkSession spark) {
        Workload workload = new Workload(1_000_000, 64, 64, 2, 1, "uncompressed");
        Bench bench = Bench.of(spark, workload, List.of("ours"), line -> {});

        String message = assertThrows(IllegalArgumentException.class, () -> bench.requireSpace(500 << 20, directory))
                .getMessage();

        assertEquals(
                "Disk of " + directory
                        + " has 500 MiB left, 1000000 rows need 822 MiB; take fewer rows or another --dir",
                message);
    }

    private CommandRun bench(String... options) {
        List<String> arguments = Stream.concat(
                        Stream.of("bench", "--dir", directory.toString(), "--partitions", "2"), Stream.of(options))
                .toList();
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
