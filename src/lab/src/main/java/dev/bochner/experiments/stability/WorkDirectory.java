package dev.bochner.experiments.stability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileUtil;

/** A temporary directory for embeddings and tables, which is deleted when the experiment ends. */
final class WorkDirectory implements AutoCloseable {
    private final Path path;

    private WorkDirectory(Path path) {
        this.path = path;
    }

    /** Creates one inside a directory, which is created too if necessary. */
    static WorkDirectory in(Path parent) {
        try {
            Path made = Files.createDirectories(parent.toAbsolutePath().normalize());
            return new WorkDirectory(Files.createTempDirectory(made, "work-"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into " + parent, e);
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        FileUtil.fullyDelete(path.toFile());
    }
}
