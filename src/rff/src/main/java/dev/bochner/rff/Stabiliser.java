package dev.bochner.rff;

import java.io.Serializable;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happens to an embedding between its normalisation and phi, so that features of different days can be compared.
 * Two tables with equal stabilisers follow the same rule; what the rule comes to on a day is that day's {@link
 * LinearMap}, and for the running mean the item's own history.
 *
 * @param kind the rule
 * @param landmarks names of the landmarks in the order of the coordinates; none unless the kind is LANDMARKS
 */
public record Stabiliser(Kind kind, List<String> landmarks) implements Serializable {
    /** Features of the embeddings as they are delivered. */
    public static final Stabiliser NONE = new Stabiliser(Kind.NONE, List.of());

    private static final String KIND = "stabiliser";
    private static final String LANDMARKS = "landmarks";

    /** A rule. */
    public enum Kind {
        NONE("none"),
        /** Rotated, or reflected, onto a reference day. */
        PROCRUSTES("procrustes"),
        /** Coordinates relative to named items or groups of items. */
        LANDMARKS("landmarks"),
        /** Rotated onto the mean of the item's own past, and averaged with it. */
        RUNNING_MEAN("running-mean");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The word in specs and configurations. */
        public String label() {
            return label;
        }
    }

    /** @throws IllegalArgumentException if there are landmarks and the kind is another, or none, or one twice */
    public Stabiliser {
        landmarks = List.copyOf(landmarks);
        if ((kind == Kind.LANDMARKS) == landmarks.isEmpty()) {
            throw new IllegalArgumentException("Stabiliser " + kind.label() + " has " + landmarks.size()
                    + " landmarks, expected " + (kind == Kind.LANDMARKS ? "one or more" : "none"));
        }
        HashSet<String> seen = new HashSet<>();
        for (String name : landmarks) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("Landmark " + name + " is named twice, expected once");
            }
        }
    }

    /** The stabiliser of a kind that needs nothing else: all but LANDMARKS. */
    public static Stabiliser of(Kind kind) {
        return new Stabiliser(kind, List.of());
    }

    /** Coordinates relative to landmarks, of which each has one. */
    public static Stabiliser ofLandmarks(List<String> names) {
        return new Stabiliser(Kind.LANDMARKS, names);
    }

    /** Whether embeddings are mapped as they are delivered. */
    public boolean isNone() {
        return kind == Kind.NONE;
    }

    /** Whether features are a function of the embedding and the day's {@link LinearMap} alone. */
    public boolean isLinear() {
        return kind != Kind.RUNNING_MEAN;
    }

    /** Adds its entries to the identity of a spec. */
    void putInto(Map<String, String> identity) {
        identity.put(KIND, kind.label());
        if (kind == Kind.LANDMARKS) {
            identity.put(
                    LANDMARKS,
                    landmarks.stream()
                            .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                            .collect(Collectors.joining(",")));
        }
    }

    /**
     * Finds its entries in the identity of a spec.
     *
     * @throws IllegalArgumentException if the identity names none that this code knows
     */
    public static Stabiliser of(Map<String, String> identity) {
        String label = identity.getOrDefault(KIND, "");
        Kind kind = Stream.of(Kind.values())
                .filter(known -> known.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Stabiliser is \"" + label + "\", expected one of "
                        + Stream.of(Kind.values()).map(Kind::label).toList()));
        String names = identity.getOrDefault(LANDMARKS, "");
        return new Stabiliser(
                kind,
                names.isEmpty()
                        ? List.of()
                        : Stream.of(names.split(",", -1))
                                .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                                .toList());
    }
}
