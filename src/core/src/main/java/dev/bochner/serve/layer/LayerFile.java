package dev.bochner.serve.layer;

import dev.bochner.store.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where an exported layer goes: a local file, or for some formats a directory, that is there whole or not at all. */
public final class LayerFile {
    private final Path path;

    private LayerFile(Path path) {
        this.path = path;
    }

    /**
     * A place for a layer.
     *
     * @throws IllegalArgumentException if there is something already, or no directory to hold it
     */
    public static LayerFile at(Path path) {
        LayerFile file = new LayerFile(path.toAbsolutePath().normalize());
        file.requireFree();
        return file;
    }

    private void requireFree() {
        Path parent = path.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IllegalArgumentException("Cannot write " + path + ": there is no directory " + parent);
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException(
                    "Cannot write " + path + ": it exists already; remove it, or choose another path");
        }
    }

    /** Its absolute path. */
    public Path path() {
        return path;
    }

    /**
     * Writes a layer beside its place, and then renames.
     *
     * @throws IllegalArgumentException if somebody else has taken the place meanwhile
     * @throws UncheckedIOException if it cannot be written; nothing is left behind
     */
    public void write(Layer layer, LayerFormat format) {
        Path unfinished = path.resolveSibling(
                "." + path.getFileName() + "." + ProcessHandle.current().pid());
        try {
            try {
                format.write(layer, unfinished);
                requireFree();
                Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                remove(unfinished);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path + ": " + FailureText.of(e), e);
        }
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(tree)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.delete(each);
        }
    }
}
