package dev.bochner.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Costs of one run of a job.
 *
 * @param cpuMicrosPerRow CPU time of the whole process, all threads, compiler and garbage collector included
 * @param wallSeconds elapsed time
 * @param collectorSeconds time in garbage collections
 * @param peakHeapBytes the most that was in use at any time, garbage included
 * @param bytesPerRow size of all that was written, files of checksums and the like left out
 */
public record Measurement(
        double cpuMicrosPerRow, double wallSeconds, double collectorSeconds, long peakHeapBytes, double bytesPerRow) {

    /** The median of one figure; of an even number of runs, the mean of the middle two. */
    static double median(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
