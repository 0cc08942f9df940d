package dev.bochner.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.bench.BenchResult.Ratio;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BenchResultTest {
    private static final Workload WORKLOAD = new Workload(1000, 8, 4, 2, 1, "zstd");
    private static final Machine MACHINE = new Machine("cpu", 2, "os", "java", "4.1.0", 1 << 30, 0.01);

    @Test
    void theMedianOfAnEvenNumberOfRunsLiesBetweenTheMiddleTwo() {
        assertEquals(2.0, Measurement.median(runs(9, 2, 1), Measurement::cpuMicrosPerRow));
        assertEquals(2.5, Measurement.median(runs(9, 2, 3, 1), Measurement::cpuMicrosPerRow));
    }

    @Test
    void dividesTheMediansOfThoseThatTookPart() {
        Map<String, List<Measurement>> systems = new LinkedHashMap<>();
        systems.put("ours", runs(2, 2, 50));
        systems.put("row-udf", runs(20, 22, 1));
        systems.put("copy-binary", runs(4, 4, 4));
        assertEquals(
                List.of(new Ratio("row-udf/ours", 10), new Ratio("ours/copy-binary", 0.5)),
                new BenchResult(WORKLOAD, systems, MACHINE).ratios());
    }

    @Test
    void tellsTheFiguresOfEachSystemAsJson() throws Exception {
        BenchResult result = new BenchResult(WORKLOAD, Map.of("ours", runs(3, 1, 2)), MACHINE);

        JsonNode json = new ObjectMapper().readTree(result.json());

        assertEquals(8, json.get("d").asInt());
        assertEquals(4, json.get("m").asInt());
        assertEquals(1000, json.get("rows").asInt());
        assertEquals(2.0, json.at("/systems/ours/cpu_us_per_row").asDouble());
        assertEquals(4.0, json.at("/systems/ours/wall_s").asDouble());
        assertEquals("zstd", json.get("compression").asText());
    }

    @Test
    void aMachineWithOtherWorkIsCalledBusy() {
        assertFalse(MACHINE.wasBusy());
        assertTrue(new Machine("cpu", 2, "os", "java", "4.1.0", 1 << 30, 0.2).wasBusy());
    }

    private static List<Measurement> runs(double... cpuMicros) {
        return Arrays.stream(cpuMicros)
                .mapToObj(cpu -> new Measurement(cpu, 2 * cpu, 0, 1, 100))
                .toList();
    }
}
