package dev.bochner.audit.drift;

import dev.bochner.rff.FeatureSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why stored rows differ from recomputed ones, found by what they still have in common with the embeddings; the first
 * that fits:
 *
 * <ol>
 *   <li>no column is off by more than {@value #MOST_ULPS} ulps of 1/sqrt(m): other arithmetic
 *   <li>most rows are those of other items in the sample: shuffled ids
 *   <li>inner products between rows are those of another sigma: since k = exp(-sigma^2 |delta|^2 / 2), each pair gives
 *       sqrt(-2 ln &lt;phi, phi'&gt;) / |delta|, and the median over pairs, where the product is neither near 0 nor near
 *       1, differs from the spec's by more than {@value #SIGMA_TOLERANCE} of it and leaves less error than the spec's does
 *   <li>inner products follow the spec's kernel pair by pair (a slope of at least {@value #LEAST_SLOPE} of one on the
 *       other, 1 being expected, and 0 of rows that belong to other items): another U
 *   <li>the mean of the stored rows is that of the recomputed ones, within {@value #MEANS_TOLERANCE} times the squared
 *       distance that two independent samples of such rows have: the same U, and the same kind of embeddings, but of
 *       other items. This tells shuffled ids where the true owners are not in the sample; it comes after another U,
 *       since means of features differ little between seeds
 *   <li>nothing of all that
 * </ol>
 */
final class RowDiagnosis {
    private static final int MOST_ULPS = 64;
    private static final double SIGMA_TOLERANCE = 0.1;
    private static final double LEAST_SLOPE = 0.5;
    private static final double MEANS_TOLERANCE = 2.0;
    private static final int FEWEST_FOR_MEANS = 20;
    private static final double LEAST_PRODUCT = 0.1;
    private static final double MOST_PRODUCT = 0.9;

    /** Rows whose pairs are compared, each with all others. */
    private static final int MOST_ROWS = 200;

    private final FeatureSpec spec;
    private final List<RowCheck.Row> different;
    private final long rows;

    /** For each pair of rows |delta| and &lt;phi, phi'&gt;. */
    private final List<Pair> pairs;

    private record Pair(double distance, double product) {}

    /** @param different the rows that differ, one or more of so many rows in all */
    RowDiagnosis(FeatureSpec spec, List<RowCheck.Row> different, long rows) {
        this.spec = spec;
        this.different = different;
        this.rows = rows;
        this.pairs = pairs();
    }

    private List<Pair> pairs() {
        GaussianKernel kernel = GaussianKernel.of(spec);
        List<Pair> found = new ArrayList<>();
        int size = Math.min(MOST_ROWS, different.size());
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                RowCheck.Row row = different.get(i);
                RowCheck.Row other = different.get(j);
                double distance = kernel.distance(row.h(), other.h());
                double product = GaussianKernel.inner(row.stored(), other.stored());
                if (distance > 1e-6 && distance < Double.POSITIVE_INFINITY && !Double.isNaN(product)) {
                    found.add(new Pair(distance, product));
                }
            }
        }
        return found;
    }

    String text(RowOwners owners) {
        return roundings()
                .or(() -> shuffled(owners))
                .or(this::otherSigma)
                .or(this::otherDirections)
                .or(this::otherItems)
                .orElseGet(() -> howMany() + ": these are not features of these embeddings, nor of any like them");
    }

    private String howMany() {
        return different.size() + " of " + rows + " recomputed rows differ";
    }

    private Optional<String> roundings() {
        double ulp = Math.ulp((float) (1.0 / Math.sqrt(spec.m())));
        double most = 0.0;
        for (RowCheck.Row row : different) {
            for (int j = 0; j < spec.columns(); j++) {
                double off = Math.abs((double) row.stored()[j] - row.recomputed()[j]) / ulp;
                if (!(off <= MOST_ULPS)) {
                    return Optional.empty();
                }
                most = Math.max(most, off);
            }
        }
        return Optional.of(howMany() + ", by at most " + (long) Math.ceil(most)
                + " ulps of 1/sqrt(m): they were computed with other arithmetic than directions-v1 asks for");
    }

    private Optional<String> shuffled(RowOwners owners) {
        int found = 0;
        String example = "";
        for (RowCheck.Row row : different) {
            Optional<String> owner = owners.ownerOf(row.stored());
            if (owner.isPresent() && !owner.get().equals(row.id())) {
                found++;
                example = example.isEmpty()
                        ? "the features of item " + owner.get() + " are stored under item " + row.id()
                        : example;
            }
        }
        return 2 * found > different.size()
                ? Optional.of(howMany() + ": ids are shuffled against vectors, " + example)
                : Optional.empty();
    }

    private Optional<String> otherSigma() {
        List<Double> sigmas = new ArrayList<>();
        for (Pair pair : pairs) {
            if (pair.product > LEAST_PRODUCT && pair.product < MOST_PRODUCT) {
                sigmas.add(Math.sqrt(-2.0 * StrictMath.log(pair.product)) / pair.distance);
            }
        }
        if (sigmas.isEmpty()) {
            return Optional.empty();
        }
        Collections.sort(sigmas);
        double sigma = sigmas.get(sigmas.size() / 2);
        boolean differs = Math.abs(sigma / spec.sigma() - 1.0) > SIGMA_TOLERANCE;
        return differs && squaredError(sigma) < 0.5 * squaredError(spec.sigma())
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%s: features behave like sigma = %.2f, the spec says %s",
                        howMany(),
                        sigma,
                        number(spec.sigma())))
                : Optional.empty();
    }

    private static String number(double sigma) {
        return sigma == Math.rint(sigma) && Math.abs(sigma) < 1e9
                ? Long.toString((long) sigma)
                : Double.toString(sigma);
    }

    private double squaredError(double sigma) {
        double sum = 0.0;
        for (Pair pair : pairs) {
            double error = pair.product - kernel(sigma, pair.distance);
            sum += error * error;
        }
        return sum / pairs.size();
    }

    private static double kernel(double sigma, double distance) {
        return StrictMath.exp(-0.5 * sigma * distance * sigma * distance);
    }

    private Optional<String> otherDirections() {
        return pairs.size() >= 3 && slope() >= LEAST_SLOPE
                ? Optional.of(howMany()
                        + ": features are those of another seed (or U) than the spec's, since their inner products"
                        + " follow the kernel all the same: RMS error "
                        + String.format(
                                Locale.ROOT,
                                "%.3f, expected %.3f",
                                Math.sqrt(squaredError(spec.sigma())),
                                expectedError()))
                : Optional.empty();
    }

    private double expectedError() {
        double sum = 0.0;
        for (Pair pair : pairs) {
            double k = kernel(spec.sigma(), pair.distance);
            sum += (1.0 - k * k) * (1.0 - k * k) / (2.0 * spec.m());
        }
        return Math.sqrt(sum / pairs.size());
    }

    /** Of products on kernels, by least squares; 0 if all kernels are alike. */
    private double slope() {
        double[] kernels = new double[pairs.size()];
        double[] products = new double[pairs.size()];
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = kernel(spec.sigma(), pairs.get(i).distance);
            products[i] = pairs.get(i).product;
        }
        double kernelMean = Estimate.mean(kernels);
        double productMean = Estimate.mean(products);
        double common = 0.0;
        double squares = 0.0;
        for (int i = 0; i < kernels.length; i++) {
            common += (kernels[i] - kernelMean) * (products[i] - productMean);
            squares += (kernels[i] - kernelMean) * (kernels[i] - kernelMean);
        }
        return squares == 0.0 ? 0.0 : common / squares;
    }

    private Optional<String> otherItems() {
        int n = different.size();
        if (n < FEWEST_FOR_MEANS) {
            return Optional.empty();
        }
        double squaredDistance = 0.0;
        double variance = 0.0;
        for (int j = 0; j < spec.columns(); j++) {
            int column = j;
            double[] stored =
                    different.stream().mapToDouble(row -> row.stored()[column]).toArray();
            double[] recomputed = different.stream()
                    .mapToDouble(row -> row.recomputed()[column])
                    .toArray();
            double difference = Estimate.mean(stored) - Estimate.mean(recomputed);
            squaredDistance += difference * difference;
            variance += variance(stored) + variance(recomputed);
        }
        return squaredDistance <= MEANS_TOLERANCE * variance / n
                ? Optional.of(
                        howMany() + ": they are features by this spec of embeddings like these, but of other ones:"
                                + " ids are shuffled against vectors, or the embeddings are of another day")
                : Optional.empty();
    }

    private static double variance(double[] values) {
        double mean = Estimate.mean(values);
        double squares = 0.0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1.0);
    }
}
