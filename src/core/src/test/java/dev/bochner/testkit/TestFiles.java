package dev.bochner.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where fixtures that outlive one test keep their files: below the build directory, so that logs survive a failure. */
final class TestFiles {
    private static final Path ROOT = Path.of("target", "testkit").toAbsolutePath();

    private TestFiles() {}

    /** A new directory; two forks never share one. */
    static Path freshDirectory(String name) {
        try {
            Files.createDirectories(ROOT);
            return Files.createTempDirectory(ROOT, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a directory under " + ROOT, e);
        }
    }
}
