package dev.bochner.serve.cache;

import dev.bochner.store.FailureText;
import dev.bochner.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a cache is built: beside its target, under a name of its own. It becomes the target by one rename. While a build
 * lives it holds a lock in there; what a dead one left is removed by the next.
 */
final class BuildDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BuildDirectory.class);
    private static final String LOCK = "building.lock";

    private final Path target;
    private final Path path;
    private final FileChannel lock;

    private BuildDirectory(Path target, Path path, FileChannel lock) {
        this.target = target;
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes one.
     *
     * @throws IllegalArgumentException if the target exists, or the directory that it would lie in does not
     */
    static BuildDirectory beside(Path out) throws IOException {
        Path target = out.toAbsolutePath().normalize();
        Path parent = target.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IllegalArgumentException("Cannot write " + target + ": there is no directory " + parent);
        }
        requireAbsent(target);
        String prefix = "." + target.getFileName() + ".building-";
        removeDead(parent, prefix);
        Path path = Files.createTempDirectory(parent, prefix);
        return new BuildDirectory(target, path, lock(path));
    }

    /** The lock file gets its name when it is held: a free one is that of a build that died. */
    private static FileChannel lock(Path path) throws IOException {
        Path unnamed = path.resolve("." + LOCK);
        FileChannel lock = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        Files.move(unnamed, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
        return lock;
    }

    private static void requireAbsent(Path target) {
        if (Files.exists(target)) {
            throw new IllegalArgumentException(
                    target + " exists, expected a new name: a cache is never changed; build beside it and switch over");
        }
    }

    private static void removeDead(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path other : found) {
                if (isDead(other)) {
                    LOG.info("Removing {}, which a build that died has left", other);
                    remove(other);
                }
            }
        }
    }

    /** Without a lock file it is dead too, or so young that its build has written nothing yet; that one is left alone. */
    private static boolean isDead(Path other) throws IOException {
        Path file = other.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // A build of this very process.
        }
    }

    /** The directory, which exists. */
    Path path() {
        return path;
    }

    /** Makes it the target, at once and as a whole. The lock goes last: without it nobody would remove what is not renamed. */
    void complete() throws IOException {
        requireAbsent(target);
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StoreException("Cannot rename " + path + " to " + target + ": " + FailureText.of(e), e);
        }
        Files.delete(target.resolve(LOCK));
    }

    /** Removes what was not completed. */
    @Override
    public void close() throws IOException {
        if (Files.exists(path)) {
            remove(path);
        }
        lock.close();
    }

    private static void remove(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
