package dev.bochner.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a bench.
 *
 * @param systems the measured runs of each contender, by its name, in the order they were asked for
 */
public record BenchResult(Workload workload, Map<String, List<Measurement>> systems, Machine machine) {
    /** Two contenders whose costs per row are worth dividing. */
    private static final List<List<String>> RATIOS = List.of(
            List.of("row-udf", "ours"),
            List.of("gemm", "ours"),
            List.of("ours", "copy-binary"),
            List.of("ours-unique", "ours"),
            List.of("ours-apart", "ours"),
            List.of("audit-day", "ours"),
            List.of("audit", "join"),
            List.of("ours-procrustes", "ours"),
            List.of("ours-landmarks", "ours"),
            List.of("ours-running-mean", "ours"));

    /** A quotient of CPU times per row. */
    public record Ratio(String name, double value) {}

    /** How often each was measured. */
    public int rounds() {
        return systems.values().stream().mapToInt(List::size).max().orElse(0);
    }

    /** The median of a figure over a contender's runs. */
    public double median(String system, ToDoubleFunction<Measurement> figure) {
        return Measurement.median(systems.getOrDefault(system, List.of()), figure);
    }

    /** The ratios of all contenders that took part. */
    public List<Ratio> ratios() {
        List<Ratio> ratios = new ArrayList<>();
        for (List<String> pair : RATIOS) {
            ratio(pair.get(0), pair.get(1)).ifPresent(ratios::add);
        }
        return ratios;
    }

    private Optional<Ratio> ratio(String above, String below) {
        if (!systems.containsKey(above) || !systems.containsKey(below)) {
            return Optional.empty();
        }
        double value = median(above, Measurement::cpuMicrosPerRow) / median(below, Measurement::cpuMicrosPerRow);
        return Optional.of(new Ratio(above + "/" + below, value));
    }

    /** The result as JSON, indented. */
    public String json() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("d", workload.d()).put("m", workload.m()).put("rows", workload.rows());
        ObjectNode all = root.putObject("systems");
        systems.keySet().forEach(name -> describe(name, all.putObject(name)));
        ObjectNode quotients = root.putObject("ratios");
        ratios().forEach(ratio -> quotients.put(ratio.name(), ratio.value()));
        root.put("partitions", workload.partitions()).put("versions", workload.versions());
        root.put("compression", workload.codec());
        root.set("machine", mapper.valueToTree(machine));
        return root.toPrettyString();
    }

    private void describe(String name, ObjectNode system) {
        system.put("cpu_us_per_row", median(name, Measurement::cpuMicrosPerRow))
                .put("wall_s", median(name, Measurement::wallSeconds))
                .put("bytes_per_row", median(name, Measurement::bytesPerRow))
                .put("peak_heap_bytes", (long) median(name, Measurement::peakHeapBytes));
        systems.getOrDefault(name, List.of())
                .forEach(run -> system.withArray("cpu_us_per_row_of_runs").add(run.cpuMicrosPerRow()));
    }
}
