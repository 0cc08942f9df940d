package dev.bochner.stabilise;

/**
 * Thrown if the landmarks of a table do not span a coordinate system today, because one is missing or they are linearly
 * dependent. The message names them, or their rank.
 */
public final class LandmarksException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LandmarksException(String message) {
        super(message);
    }
}
