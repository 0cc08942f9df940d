package dev.bochner.serve.cache;

import java.nio.file.Path;
import java.util.Arrays;

/** A service in a process of its own. Arguments: a cache, an id. */
final class CacheReader {
    private CacheReader() {}

    public static void main(String[] arguments) {
        try (FeatureCache cache = FeatureCache.open(Path.of(arguments[0]))) {
            System.out.println(
                    Arrays.toString(cache.get(Long.parseLong(arguments[1])).orElseThrow()));
        }
    }
}
