package dev.bochner.serve;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import java.util.Optional;

/**
 * The maps of this JVM. Each task of a query asks for its map anew, and drawing U is what costs; here it is drawn once, and
 * kept while memory allows. Maps go by their content, spec and W, and not by where these were read.
 */
public final class DrawnMaps {
    private static final SoftCache<FeatureSpec, Drawn> DRAWN = new SoftCache<>();
    private static final SoftCache<Content, FeatureMap> MAPS = new SoftCache<>();

    private DrawnMaps() {}

    /**
     * U, and what names it.
     *
     * @param directions U [m][d]
     * @param sha256 {@link Directions#sha256}, which costs about as much as drawing it
     */
    record Drawn(Directions directions, String sha256) {
        static Drawn of(FeatureSpec spec) {
            Directions directions = Directions.of(spec);
            return new Drawn(directions, directions.sha256());
        }
    }

    private record Content(FeatureSpec spec, Optional<LinearMap> transform) {
        FeatureMap map() {
            Directions directions = directions(spec).directions();
            return transform
                    .map(w -> FeatureMap.of(spec, directions, w))
                    .orElseGet(() -> FeatureMap.of(spec, directions));
        }
    }

    /**
     * The map of a spec without stabiliser.
     *
     * @throws IllegalArgumentException as {@link FeatureMap#of(FeatureSpec)}
     */
    public static FeatureMap of(FeatureSpec spec) {
        return of(spec, Optional.empty());
    }

    static FeatureMap of(FeatureSpec spec, Optional<LinearMap> transform) {
        return MAPS.value(new Content(spec, transform), Content::map);
    }

    static Drawn directions(FeatureSpec spec) {
        return DRAWN.value(spec, Drawn::of);
    }
}
