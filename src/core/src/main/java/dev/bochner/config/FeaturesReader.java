package dev.bochner.config;

import dev.bochner.rff.Criterion;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Precision;
import dev.bochner.rff.Sampler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Reads the group bochner.features. */
final class FeaturesReader {
    private static final String AUTO = "auto";
    private static final String MEDIAN_DISTANCE = "median-distance";

    private static final List<String> VERSION_KEYS =
            List.of("m", "output-dim", "seed", "sigma", "normalisation", "sampler");

    private static final Kind<Integer> DIM = Kind.integer(1, Integer.MAX_VALUE);

    /** Empty for auto. */
    private static final Kind<OptionalInt> M =
            Kind.integer(1, FeatureSpec.MAX_M).map(OptionalInt::of).orWord(AUTO, OptionalInt.empty());

    private static final Kind<Integer> OUTPUT_DIM = Kind.evenInteger(2, 2 * FeatureSpec.MAX_M);

    /** Empty for the heuristic. */
    private static final Kind<OptionalDouble> SIGMA = Kind.number(
                    "a number above 0, from " + FeatureSpec.MIN_SIGMA + " to " + FeatureSpec.MAX_SIGMA,
                    sigma -> sigma >= FeatureSpec.MIN_SIGMA && sigma <= FeatureSpec.MAX_SIGMA)
            .map(OptionalDouble::of)
            .orWord(MEDIAN_DISTANCE, OptionalDouble.empty());

    private static final Kind<Normalisation> NORMALISATION = Kind.word(Normalisation.values(), Normalisation::label);
    private static final Kind<Sampler> SAMPLER = Kind.word(Sampler.values(), Sampler::label);
    private static final Kind<Criterion> CRITERION = Kind.word(Criterion.values(), Criterion::label);
    private static final Kind<Double> SHARE =
            Kind.number("a number above 0 and below 1", share -> share > 0 && share < 1);

    private final Group features;

    /** The seed key that introduced each (m, seed) so far. */
    private final Map<List<Object>, String> named = new HashMap<>();

    private boolean auto;

    FeaturesReader(Group features) {
        this.features = features;
    }

    /** What holds for each version that does not say otherwise. */
    private record Common(
            OptionalInt d,
            Optional<OptionalDouble> sigma,
            Optional<Normalisation> normalisation,
            Optional<Sampler> sampler,
            Supplier<Precision> precision) {}

    /** Checks every key now; the result makes the versions, once it is known that there were no problems. */
    Supplier<List<VersionConfig>> read() {
        Common common = new Common(
                features.optional("dim", DIM).map(OptionalInt::of).orElse(OptionalInt.empty()),
                features.required("sigma", SIGMA),
                features.required("normalisation", NORMALISATION),
                features.required("sampler", SAMPLER),
                precision());
        List<Supplier<VersionConfig>> versions = new ArrayList<>();
        for (Group version : features.groups("versions")) {
            versions.add(version(version, common));
        }
        checkEpsilon();
        return () -> versions.stream().map(Supplier::get).toList();
    }

    private Supplier<Precision> precision() {
        Optional<Double> epsilon = features.optional("epsilon", SHARE);
        Optional<Double> delta = features.required("delta", SHARE);
        Optional<Criterion> criterion = features.required("criterion", CRITERION);
        return () -> new Precision(criterion.orElseThrow(), epsilon.orElseThrow(), delta.orElseThrow());
    }

    private void checkEpsilon() {
        if (auto && !features.has("epsilon")) {
            features.problems()
                    .missing(features.nameOf("epsilon"), SHARE.expected() + ", since an m of the versions is auto");
        }
        if (!auto) {
            features.refuse("epsilon", "is set, but no m of the versions is auto, which alone has use for it");
        }
    }

    private Supplier<VersionConfig> version(Group version, Common common) {
        version.refuseUnknown(VERSION_KEYS);
        Optional<OptionalInt> m = directions(version);
        Optional<Long> seed = version.required("seed", Kind.SEED);
        Optional<OptionalDouble> sigma = version.has("sigma") ? version.required("sigma", SIGMA) : common.sigma();
        Optional<Normalisation> normalisation = version.has("normalisation")
                ? version.required("normalisation", NORMALISATION)
                : common.normalisation();
        Optional<Sampler> sampler = version.has("sampler") ? version.required("sampler", SAMPLER) : common.sampler();
        if (m.isPresent() && seed.isPresent()) {
            refuseTwin(version, m.get(), seed.get());
        }
        auto |= m.isPresent() && m.get().isEmpty();
        return () -> new VersionConfig(
                m.orElseThrow(),
                seed.orElseThrow(),
                sigma.orElseThrow(),
                normalisation.orElseThrow(),
                sampler.orElseThrow(),
                common.d(),
                m.get().isPresent()
                        ? Optional.empty()
                        : Optional.of(common.precision().get()));
    }

    private Optional<OptionalInt> directions(Group version) {
        if (!version.has("output-dim")) {
            return version.required("m", M);
        }
        if (version.has("m")) {
            version.refuse("output-dim", "is set beside " + version.nameOf("m") + ", expected only one of the two");
        }
        return version.required("output-dim", OUTPUT_DIM).map(columns -> OptionalInt.of(columns / 2));
    }

    private void refuseTwin(Group version, OptionalInt m, long seed) {
        String first = named.putIfAbsent(List.of(m, seed), version.nameOf("seed"));
        if (first != null) {
            version.refuse(
                    "seed",
                    "repeats m = " + (m.isPresent() ? m.getAsInt() : AUTO) + ", seed = " + seed + " of " + first
                            + ", expected another: (m, seed) names a version");
        }
    }
}
