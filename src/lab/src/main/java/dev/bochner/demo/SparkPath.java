package dev.bochner.demo;

import java.nio.file.Path;

/** How Spark spells a local file, whatever its default file system is. */
final class SparkPath {
    private SparkPath() {}

    static String of(Path local) {
        String absolute = local.toAbsolutePath().normalize().toString();
        return new org.apache.hadoop.fs.Path("file", "", absolute).toString();
    }
}
