package dev.bochner.store.source;

import dev.bochner.store.FileNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of a source's files on local disks. Hadoop leaves those out of a listing that the JVM's encoding of file names cannot
 * represent, without a word: their rows would be missing.
 */
final class SourceNames {
    private static final Logger LOG = LoggerFactory.getLogger(SourceNames.class);

    private SourceNames() {}

    /**
     * Looks at all names below a path, but for those that Spark ignores.
     *
     * @param path may be a glob
     * @param description of the source, for the message
     * @throws SourceException naming the first file that would be left out
     */
    static void requireRepresentable(Path path, String description, Configuration hadoop) {
        try {
            FileSystem fs = path.getFileSystem(hadoop);
            FileStatus[] roots = fs instanceof LocalFileSystem ? fs.globStatus(path) : null;
            for (FileStatus root : roots == null ? new FileStatus[0] : roots) {
                unrepresentable(java.nio.file.Path.of(root.getPath().toUri().getPath()))
                        .ifPresent(reason -> {
                            throw new SourceException("Cannot read " + description + ": " + reason);
                        });
            }
        } catch (IOException | UncheckedIOException e) {
            // Whoever reads the files meets the same failure, and knows what to say of it.
            LOG.debug("Cannot look at the names below {}", path, e);
        }
    }

    private static Optional<String> unrepresentable(java.nio.file.Path root) throws IOException {
        FileNames names = FileNames.ofThisJvm();
        try (Stream<java.nio.file.Path> all = Files.walk(root)) {
            return all.filter(file -> !isHidden(root.relativize(file)))
                    .flatMap(file -> names.refusal(file.toString()).stream())
                    .sorted()
                    .findFirst();
        }
    }

    private static boolean isHidden(java.nio.file.Path relative) {
        for (java.nio.file.Path name : relative) {
            if (name.toString().startsWith("_") || name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
