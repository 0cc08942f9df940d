package dev.bochner.store;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides which filesystems a table may lie on. A snapshot is published by one rename, which has to be atomic. */
final class Filesystems {
    static final String LOCAL = "file";
    private static final Set<String> SUPPORTED = Set.of("hdfs", "viewfs", LOCAL);
    private static final Set<String> OBJECT_STORES = Set.of(
            "s3", "s3a", "s3n", "gs", "abfs", "abfss", "wasb", "wasbs", "adl", "oss", "cos", "cosn", "obs", "swift",
            "bos", "tos", "ks3", "o3fs");
    private static final String WAY_OUT = "; put the table on hdfs://, viewfs:// or file://";

    private Filesystems() {}

    /** Returns why a table at this location is refused; empty if its scheme is supported. */
    static Optional<String> refusal(String location, String scheme) {
        String name = scheme.toLowerCase(Locale.ROOT);
        if (SUPPORTED.contains(name)) {
            return Optional.empty();
        }
        if (OBJECT_STORES.contains(name)) {
            return Optional.of(
                    "Table " + location + " lies on an object store (" + name + "): it has no atomic rename of a "
                            + "directory, so a crash could leave half a snapshot published" + WAY_OUT);
        }
        return Optional.of("Table " + location + " lies on " + name
                + ", a filesystem of which it is not known whether it renames a directory atomically" + WAY_OUT);
    }
}
