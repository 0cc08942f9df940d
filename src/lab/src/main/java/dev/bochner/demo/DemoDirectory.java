package dev.bochner.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The local directory that the demo fills: {@code embeddings/ds=.../}, {@code table/} and {@code daily.conf}. */
final class DemoDirectory {
    static final String MARKER = ".bochner-demo";

    private final Path root;

    private DemoDirectory(Path root) {
        this.root = root;
    }

    /**
     * An empty demo directory, created, or emptied of an earlier demo's files.
     *
     * @throws IllegalArgumentException if there is something at this path that no demo made; it is left alone
     * @throws UncheckedIOException if the directory cannot be written
     */
    static DemoDirectory emptied(Path path) {
        Path root = path.toAbsolutePath().normalize();
        Path marker = root.resolve(MARKER);
        try {
            if (Files.exists(root) && !Files.exists(marker) && !isEmptyDirectory(root)) {
                throw new IllegalArgumentException("Directory " + root + " was not made by the demo (it has no "
                        + MARKER + " inside); nothing was deleted. Name another one, or empty it");
            }
            Files.createDirectories(root);
            if (!Files.exists(marker)) {
                Files.createFile(marker);
            }
            deleteAllBut(marker, root);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the demo's directory " + root, e);
        }
        return new DemoDirectory(root);
    }

    Path root() {
        return root;
    }

    /** All daily embedding snapshots. */
    Path embeddings() {
        return root.resolve("embeddings");
    }

    Path embeddings(LocalDate ds) {
        return embeddings().resolve("ds=" + ds);
    }

    /** Root of the feature table. */
    Path table() {
        return root.resolve("table");
    }

    /** Where the features of {@link DemoConfig#M} and {@link DemoConfig#SEED} are published. */
    Path features(LocalDate ds) {
        return table().resolve("features/m=" + DemoConfig.M + "/seed=" + DemoConfig.SEED + "/ds=" + ds);
    }

    Path config() {
        return root.resolve("daily.conf");
    }

    private static boolean isEmptyDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.findAny().isEmpty();
        }
    }

    /** The marker stays throughout, so that an interrupted demo can be repeated. Links are deleted, not followed. */
    private static void deleteAllBut(Path marker, Path root) throws IOException {
        List<Path> doomed;
        try (Stream<Path> tree = Files.walk(root)) {
            doomed = tree.filter(path -> !path.equals(root) && !path.equals(marker))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path path : doomed) {
            Files.delete(path);
        }
    }
}
