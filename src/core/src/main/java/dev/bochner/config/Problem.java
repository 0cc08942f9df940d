package dev.bochner.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param origin where it was written: {@code conf/daily.conf:12}, or {@code --set key=value}, or the file alone if it
 *     is about something that is missing
 * @param key full name of the key, such as {@code bochner.features.sigma}
 * @param message what is wrong, with the key, the value and what would be right
 */
public record Problem(String origin, String key, String message) {
    @Override
    public String toString() {
        return origin + ": " + message;
    }
}
