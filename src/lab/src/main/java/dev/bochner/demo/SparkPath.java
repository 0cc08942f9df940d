package dev.bochner.demo;

import java.nio.file.Path;

/** Spark's path of a local file, which does not depend on the default file system. */
final class SparkPath {
    private SparkPath() {}

    static String of(Path local) {
        String absolute = local.toAbsolutePath().normalize().toString();
        return new org.apache.hadoop.fs.Path("file", "", absolute).toString();
    }
}
