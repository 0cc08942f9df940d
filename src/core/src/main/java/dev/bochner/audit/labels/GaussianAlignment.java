package dev.bochner.audit.labels;

import dev.bochner.audit.drift.GaussianKernel;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * Alignment and its contrast under the Gaussian kernel k itself, which phi only estimates, over all pairs of a sample of
 * items.
 *
 * <p>With w_ij the number of classes that i and j share: A = mean w k, contrast = mean w k / mean w - mean k. Both are
 * (functions of) U-statistics of order two, so that 95 % intervals are 1.96 * 2 standard errors of the items' influences,
 * where the bars are means over j: (w k)_i, and ((w k)_i - A / W w_i) / W - k_i with W = mean w.
 */
final class GaussianAlignment {
    private final List<List<String>> classes = new ArrayList<>();
    private final List<float[]> embeddings = new ArrayList<>();

    void add(List<String> itsClasses, float[] h) {
        classes.add(List.copyOf(itsClasses));
        embeddings.add(h);
    }

    /** Both, part "gaussian"; without those that have no value. */
    List<Metric> metrics(GaussianKernel kernel) {
        int n = embeddings.size();
        if (n < 3) {
            return List.of();
        }
        double[] shared = new double[n];
        double[] kernels = new double[n];
        double[] aligned = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double k = kernel.of(embeddings.get(i), embeddings.get(j)) / (n - 1.0);
                long common = common(i, j);
                kernels[i] += k;
                kernels[j] += k;
                aligned[i] += common * k;
                aligned[j] += common * k;
                shared[i] += common / (n - 1.0);
                shared[j] += common / (n - 1.0);
            }
        }
        List<Metric> metrics = new ArrayList<>();
        metrics.add(metric(Measure.ALIGNMENT, mean(aligned), aligned));
        double within = mean(shared);
        if (within > 0.0) {
            double[] influences = new double[n];
            double ratio = mean(aligned) / within;
            for (int i = 0; i < n; i++) {
                influences[i] = (aligned[i] - ratio * shared[i]) / within - kernels[i];
            }
            metrics.add(metric(Measure.ALIGNMENT_CONTRAST, ratio - mean(kernels), influences));
        }
        return metrics;
    }

    private long common(int i, int j) {
        return classes.get(i).stream().filter(classes.get(j)::contains).count();
    }

    private static Metric metric(Measure measure, double value, double[] influences) {
        double mean = mean(influences);
        double squares = 0.0;
        for (double influence : influences) {
            squares += (influence - mean) * (influence - mean);
        }
        int n = influences.length;
        double standardError = Math.sqrt(squares / (n - 1.0) / n);
        return Metric.sampled(measure, value, n, 1.96 * 2.0 * standardError).part("gaussian");
    }

    private static double mean(double[] values) {
        double sum = 0.0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
