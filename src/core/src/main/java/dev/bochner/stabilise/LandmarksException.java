package dev.bochner.stabilise;

/**
 * The landmarks of a table do not span coordinates today: one is gone, or they are linearly dependent. The message names
 * them, or their rank.
 */
public final class LandmarksException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LandmarksException(String message) {
        super(message);
    }
}
