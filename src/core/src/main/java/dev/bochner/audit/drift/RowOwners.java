package dev.bochner.audit.drift;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which item a feature row belongs to, by its bits. */
final class RowOwners {
    private final Map<String, String> idsByBits = new HashMap<>();

    void add(String id, float[] row) {
        idsByBits.putIfAbsent(bits(row), id);
    }

    Optional<String> ownerOf(float[] row) {
        return Optional.ofNullable(idsByBits.get(bits(row)));
    }

    /** Text has equality by content, which arrays have not; two chars hold a float. */
    private static String bits(float[] row) {
        char[] chars = new char[2 * row.length];
        for (int j = 0; j < row.length; j++) {
            int bits = Float.floatToRawIntBits(row[j]);
            chars[2 * j] = (char) (bits >>> 16);
            chars[2 * j + 1] = (char) bits;
        }
        return new String(chars);
    }
}
