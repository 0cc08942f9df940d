package dev.bochner.serve;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Values that can be made again, shared by all threads: few, and only while memory allows.
 *
 * @param <K> what a value is made from
 * @param <V> a value
 */
final class SoftCache<K, V> {
    /** Who needs more than so many computes m or seed row by row, and would fill any cache. */
    private static final int MOST_VALUES = 64;

    private final Map<K, SoftReference<V>> values = new ConcurrentHashMap<>();

    /** The value of a key, made if it is not there; threads that ask for the same one wait for each other. */
    V value(K key, Function<K, V> make) {
        if (values.size() >= MOST_VALUES && !values.containsKey(key)) {
            values.clear();
        }
        while (true) {
            SoftReference<V> reference = values.compute(
                    key, (k, kept) -> kept == null || kept.get() == null ? new SoftReference<>(make.apply(k)) : kept);
            V value = reference.get();
            if (value != null) {
                return value;
            }
        }
    }
}
