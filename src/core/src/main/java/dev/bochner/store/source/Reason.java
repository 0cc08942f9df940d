package dev.bochner.store.source;

import java.util.Locale;

/** Why a row is quarantined. */
public enum Reason {
    NULL_ID,
    DUPLICATE_ID,
    NULL_EMBEDDING,
    WRONG_LENGTH,
    NULL_ELEMENT,
    /** NaN or infinite, as it stands or once rounded to float32. */
    NOT_FINITE,
    /** All elements are zero, where normalisation has to divide by the norm. */
    ZERO_NORM,
    /** Some |u.h| is beyond the map's limit. */
    OUT_OF_RANGE;

    /** The word in the quarantine table and the manifest. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
