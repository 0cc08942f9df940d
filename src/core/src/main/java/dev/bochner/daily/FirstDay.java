package dev.bochner.daily;

import dev.bochner.config.VersionConfig;
import dev.bochner.plan.EmbeddingSample;
import dev.bochner.rff.Criterion;
import dev.bochner.rff.Directions;
import dev.bochner.rff.Geometry;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Precision;
import dev.bochner.store.ConflictException;
import dev.bochner.store.Estimate;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.RunSession;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.EmbeddingSnapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates what a configuration leaves to the data besides d: sigma = median-distance and m = auto. Each is estimated once for a
 * table and recorded before anything is computed with it; later days read the recorded value.
 *
 * <p>Distances are those of normalised embeddings, before a stabiliser: rotations preserve distances, and the changes by
 * averaging come later.
 */
final class FirstDay {
    private static final Logger LOG = LoggerFactory.getLogger(FirstDay.class);
    private static final String SIGMA = "sigma";
    private static final String M = "m";

    private final RunSession run;
    private final EmbeddingSnapshot snapshot;
    private final int d;
    private final Map<Normalisation, EmbeddingSample> samples = new EnumMap<>(Normalisation.class);

    /** @param d length of today's embeddings */
    FirstDay(RunSession run, EmbeddingSnapshot snapshot, int d) {
        this.run = run;
        this.snapshot = snapshot;
        this.d = d;
    }

    /** Returns the name of a version, unless its m is still to be estimated. */
    static Optional<VersionId> nameIn(FeatureTable table, VersionConfig version) {
        return version.m().isPresent()
                ? Optional.of(new VersionId(version.m().getAsInt(), version.seed()))
                : Estimate.of(table, nameOfM(version)).map(known -> new VersionId(m(known), version.seed()));
    }

    /**
     * Checks that the estimates that published versions were made with still exist: estimated again from the data of another day,
     * they would have other values.
     *
     * @throws ConflictException if one is missing, naming the file and the value
     */
    static void requireOnRecord(FeatureTable table, List<VersionConfig> versions) {
        versions.forEach(version -> {
            if (version.m().isEmpty()) {
                requireM(table, version, versions);
            }
            if (version.sigma().isEmpty()) {
                requireSigma(table, version);
            }
        });
    }

    private static void requireSigma(FeatureTable table, VersionConfig version) {
        String name = nameOfSigma(version);
        if (Estimate.of(table, name).isEmpty()) {
            nameIn(table, version).flatMap(table::spec).ifPresent(published -> {
                String sigma = published.property(SIGMA);
                throw new ConflictException(
                        "There is no " + Estimate.path(table, name) + ", the record of sigma, though "
                                + published.version() + " is published with sigma = " + sigma
                                + ": it was deleted outside Bochner, or sigma was configured before. Put it back, or set sigma = "
                                + sigma + " instead of median-distance");
            });
        }
    }

    private static void requireM(FeatureTable table, VersionConfig version, List<VersionConfig> versions) {
        if (Estimate.of(table, nameOfM(version)).isPresent()) {
            return;
        }
        Set<VersionId> configured =
                versions.stream().flatMap(one -> nameIn(table, one).stream()).collect(Collectors.toSet());
        List<VersionId> published = table.versions().stream()
                .filter(name -> name.seed() == version.seed() && !configured.contains(name))
                .filter(name -> !table.dates(name).isEmpty())
                .toList();
        if (!published.isEmpty()) {
            throw new ConflictException("There is no " + Estimate.path(table, nameOfM(version))
                    + ", the record of m, though " + published + " is published with that seed: it was deleted outside"
                    + " Bochner, or m was configured before. Put it back, or set m = "
                    + published.get(published.size() - 1).m() + " instead of auto, or choose another seed");
        }
    }

    private static String nameOfM(VersionConfig version) {
        return "m,seed=" + version.seed();
    }

    private static String nameOfSigma(VersionConfig version) {
        return "sigma," + version.normalisation().label();
    }

    private static int m(Estimate estimate) {
        return Integer.parseInt(estimate.answer(M));
    }

    /**
     * Returns the sigma of a version. All versions of a table that leave sigma to the data and have the same normalisation share
     * one value.
     */
    double sigma(VersionConfig version) {
        if (version.sigma().isPresent()) {
            return version.sigma().getAsDouble();
        }
        String name = nameOfSigma(version);
        Estimate estimate = Estimate.of(run.table(), name).orElseGet(() -> {
            double sigma = sample(version.normalisation()).medianSigma();
            LOG.info("sigma is {}: 1 over the median distance of sampled embeddings", sigma);
            return Estimate.record(
                    run,
                    name,
                    Map.of(
                            "method",
                            "median-distance",
                            "normalisation",
                            version.normalisation().label()),
                    Map.of(SIGMA, Double.toString(sigma)));
        });
        return Double.parseDouble(estimate.answer(SIGMA));
    }

    /**
     * Returns the m of a version.
     *
     * @throws ConflictException if the table's m was chosen with other parameters
     */
    int m(VersionConfig version, double sigma) {
        if (version.m().isPresent()) {
            return version.m().getAsInt();
        }
        Precision precision = version.precision().orElseThrow();
        Map<String, String> asked = Map.of(
                "criterion", precision.criterion().label(),
                "epsilon", Double.toString(precision.epsilon()),
                "delta", Double.toString(precision.delta()),
                "sigma", Double.toString(sigma),
                "normalisation", version.normalisation().label(),
                "sampler", version.sampler().label());
        String name = nameOfM(version);
        Estimate estimate = Estimate.of(run.table(), name).orElseGet(() -> {
            long m = estimate(version, precision, sigma);
            LOG.info("m is {}: {}", m, precision.criterion().promise(precision));
            return Estimate.record(run, name, asked, Map.of(M, Long.toString(m)));
        });
        estimate.requireAsked(run.table(), name, asked);
        return m(estimate);
    }

    private long estimate(VersionConfig version, Precision precision, double sigma) {
        OptionalLong items = precision.criterion() == Criterion.ALL_PAIRS
                ? OptionalLong.of(Math.max(2, snapshot.rows().count()))
                : OptionalLong.empty();
        Geometry geometry = sample(version.normalisation()).geometry(sigma, items.orElse(Geometry.DEFAULT_ITEMS));
        long m = precision.directionsFor(geometry);
        if (m > Directions.MAX_COMPONENTS / d) {
            throw new IllegalArgumentException("features: m = auto comes to m = " + m + " by criterion "
                    + precision.criterion().label() + " with epsilon = " + precision.epsilon() + ", expected at most "
                    + Directions.MAX_COMPONENTS / d + " for d = " + d
                    + "; take a larger epsilon or a weaker criterion");
        }
        return m;
    }

    private EmbeddingSample sample(Normalisation normalisation) {
        return samples.computeIfAbsent(normalisation, wanted -> EmbeddingSample.of(snapshot, d, wanted));
    }
}
