package dev.bochner.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The complete identity of a feature version, as stored in {@code _spec.json}.
 *
 * @param identity every property that determines the features, by name, in the order of the specification; at least m and seed
 * @param directionsSha256 SHA-256 of the directions U, 64 hexadecimal digits
 */
public record PublishedSpec(Map<String, String> identity, String directionsSha256) {
    public PublishedSpec {
        identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
        if (!identity.containsKey("m") || !identity.containsKey("seed")) {
            throw new IllegalArgumentException("A spec needs m and seed, this one has " + identity.keySet());
        }
    }

    /** The name of this version. */
    public VersionId version() {
        return new VersionId(Integer.parseInt(property("m")), Long.parseLong(property("seed")));
    }

    /**
     * One property of the identity.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public String property(String name) {
        String value = identity.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The spec has no " + name + ", only " + identity.keySet());
        }
        return value;
    }

    /**
     * Lists what differs between this spec, the published one, and another, one phrase for each difference; empty if they are
     * equal.
     */
    public List<String> differences(PublishedSpec other) {
        TreeSet<String> names = new TreeSet<>(identity.keySet());
        names.addAll(other.identity.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String here = identity.getOrDefault(name, "absent");
            String there = other.identity.getOrDefault(name, "absent");
            if (!here.equals(there)) {
                differences.add(name + " is " + here + " there and " + there + " here");
            }
        }
        if (!directionsSha256.equals(other.directionsSha256)) {
            differences.add("sha256(U) is " + directionsSha256 + " there and " + other.directionsSha256 + " here");
        }
        return differences;
    }
}
