package dev.bochner.plan;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.KernelError;
import dev.bochner.rff.Precision;
import dev.bochner.rff.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Maps the sample over some seeds and compares inner products with the kernel, at a few m at once: the smaller ones are
 * prefixes of the largest.
 */
final class MeasuredError {
    private static final int MOST_SEEDS = 200;
    private static final int FEWEST_SEEDS = 20;

    /** Multiplications for all that is mapped, some seconds. */
    private static final double WORK = 2e10;

    /** Floats of the features that are held at a time, 128 MiB. */
    private static final long MOST_FLOATS = 1L << 25;

    private final EmbeddingSample sample;
    private final double sigma;
    private final Sampler sampler;
    private final double[] kernels;

    MeasuredError(EmbeddingSample sample, double sigma, Sampler sampler) {
        this.sample = sample;
        this.sigma = sigma;
        this.sampler = sampler;
        this.kernels = IntStream.range(0, sample.pairs())
                .mapToDouble(pair -> KernelError.kernel(sigma, sample.squaredDistance(pair)))
                .toArray();
    }

    /**
     * The checks at the recommended m, at half and twice that; none if twice that is more than can be drawn.
     *
     * @param precision with the criterion whose promise is looked at
     */
    static List<Check> around(long m, EmbeddingSample whole, double sigma, Sampler sampler, Precision precision) {
        if (2 * m > Directions.MAX_COMPONENTS / whole.d() / 4) {
            return List.of();
        }
        List<Integer> all = IntStream.of((int) Math.max(1, m / 2), (int) m, (int) (2 * m))
                .distinct()
                .boxed()
                .toList();
        int largest = all.get(all.size() - 1);
        long fit = Math.max(3, MOST_FLOATS / (2L * largest));
        EmbeddingSample sample = whole.head((int) Math.min(fit, whole.items()));
        double perSeed = (double) largest * sample.d() * (sample.items() + 200.0);
        int seeds = (int) Math.max(FEWEST_SEEDS, Math.min(MOST_SEEDS, WORK / perSeed));
        return new MeasuredError(sample, sigma, sampler).at(all, seeds, precision);
    }

    /** The checks at some m, ascending, over the seeds 1, 2, 3 and so on. */
    List<Check> at(List<Integer> all, int seeds, Precision precision) {
        List<List<SeedErrors>> errors = new ArrayList<>();
        all.forEach(m -> errors.add(new ArrayList<>()));
        for (long seed = 1; seed <= seeds; seed++) {
            float[][] features = features(all.get(all.size() - 1), seed);
            for (int i = 0; i < all.size(); i++) {
                errors.get(i).add(errors(features, all.get(i), precision.epsilon()));
            }
        }
        return IntStream.range(0, all.size())
                .mapToObj(i -> Check.of(all.get(i), precision, errors.get(i)))
                .toList();
    }

    private float[][] features(int m, long seed) {
        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(sample.d(), m, seed, sigma, sample.normalisation())
                .sampledBy(sampler));
        float[][] features = new float[sample.items()][2 * m];
        for (int item = 0; item < features.length; item++) {
            Outcome outcome = map.tryApply(sample.h(item), features[item]);
            if (outcome != Outcome.MAPPED) {
                throw new IllegalArgumentException(
                        "Embedding of item " + sample.ids().get(item) + " cannot be mapped with" + " sigma = " + sigma
                                + ": " + outcome + ", expected a sigma that fits the scale of the embeddings");
            }
        }
        return features;
    }

    private SeedErrors errors(float[][] features, int m, double epsilon) {
        double scale = features[0].length / (2.0 * m);
        double squares = 0.0;
        double largest = 0.0;
        int above = 0;
        for (int pair = 0; pair < kernels.length; pair++) {
            double estimate = scale * inner(features[sample.first(pair)], features[sample.second(pair)], 2 * m);
            double error = Math.abs(estimate - kernels[pair]);
            squares += error * error;
            largest = Math.max(largest, error);
            above += error > epsilon ? 1 : 0;
        }
        return new SeedErrors(squares / kernels.length, largest, (double) above / kernels.length);
    }

    /** Four sums: one would wait for itself at every step. */
    private static double inner(float[] a, float[] b, int columns) {
        double s0 = 0.0;
        double s1 = 0.0;
        double s2 = 0.0;
        double s3 = 0.0;
        int c = 0;
        for (; c + 4 <= columns; c += 4) {
            s0 += (double) a[c] * b[c];
            s1 += (double) a[c + 1] * b[c + 1];
            s2 += (double) a[c + 2] * b[c + 2];
            s3 += (double) a[c + 3] * b[c + 3];
        }
        for (; c < columns; c++) {
            s0 += (double) a[c] * b[c];
        }
        return s0 + s1 + (s2 + s3);
    }
}
