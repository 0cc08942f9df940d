package dev.bochner.config;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Reads the group bochner.features. */
final class FeaturesReader {
    private static final List<String> VERSION_KEYS = List.of("m", "output-dim", "seed", "sigma", "normalisation");

    private static final Kind<Integer> DIM = Kind.integer(1, Integer.MAX_VALUE);
    private static final Kind<Integer> M = Kind.integer(1, FeatureSpec.MAX_M);
    private static final Kind<Integer> OUTPUT_DIM = Kind.evenInteger(2, 2 * FeatureSpec.MAX_M);
    private static final Kind<Double> SIGMA = Kind.number(
            "a number above 0, from " + FeatureSpec.MIN_SIGMA + " to " + FeatureSpec.MAX_SIGMA,
            sigma -> sigma >= FeatureSpec.MIN_SIGMA && sigma <= FeatureSpec.MAX_SIGMA);
    private static final Kind<Normalisation> NORMALISATION = Kind.word(Normalisation.values(), Normalisation::label);

    private final Group features;

    /** The seed key that introduced each (m, seed) so far. */
    private final Map<List<Number>, String> named = new HashMap<>();

    FeaturesReader(Group features) {
        this.features = features;
    }

    /** Checks every key now; the result makes the versions, once it is known that there were no problems. */
    Supplier<List<VersionConfig>> read() {
        OptionalInt d = features.optional("dim", DIM).map(OptionalInt::of).orElse(OptionalInt.empty());
        Optional<Double> sigma = features.required("sigma", SIGMA);
        Optional<Normalisation> normalisation = features.required("normalisation", NORMALISATION);
        List<Supplier<VersionConfig>> versions = new ArrayList<>();
        for (Group version : features.groups("versions")) {
            versions.add(version(version, sigma, normalisation, d));
        }
        return () -> versions.stream().map(Supplier::get).toList();
    }

    private Supplier<VersionConfig> version(
            Group version, Optional<Double> sigma, Optional<Normalisation> normalisation, OptionalInt d) {
        version.refuseUnknown(VERSION_KEYS);
        Optional<Integer> m = directions(version);
        Optional<Long> seed = version.required("seed", Kind.SEED);
        Optional<Double> ownSigma = version.has("sigma") ? version.required("sigma", SIGMA) : sigma;
        Optional<Normalisation> ownNormalisation =
                version.has("normalisation") ? version.required("normalisation", NORMALISATION) : normalisation;
        if (m.isPresent() && seed.isPresent()) {
            refuseTwin(version, m.get(), seed.get());
        }
        return () -> new VersionConfig(
                m.orElseThrow(), seed.orElseThrow(), ownSigma.orElseThrow(), ownNormalisation.orElseThrow(), d);
    }

    private Optional<Integer> directions(Group version) {
        if (!version.has("output-dim")) {
            return version.required("m", M);
        }
        if (version.has("m")) {
            version.refuse("output-dim", "is set beside " + version.nameOf("m") + ", expected only one of the two");
        }
        return version.required("output-dim", OUTPUT_DIM).map(columns -> columns / 2);
    }

    private void refuseTwin(Group version, int m, long seed) {
        String first = named.putIfAbsent(List.of(m, seed), version.nameOf("seed"));
        if (first != null) {
            version.refuse(
                    "seed",
                    "repeats m = " + m + ", seed = " + seed + " of " + first
                            + ", expected another: (m, seed) names a version");
        }
    }
}
