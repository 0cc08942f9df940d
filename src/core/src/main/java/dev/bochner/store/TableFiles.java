package dev.bochner.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The file operations that the store's protocol consists of. They use {@link FileContext}, whose rename refuses an existing
 * target, whereas that of {@link FileSystem} would move the source into it. Outcomes that a caller must react to are return
 * values; everything else is a {@link StoreException}, also an {@link FSError}, which Hadoop throws if a local disk is full.
 */
final class TableFiles {
    /** The outcome of a rename. */
    enum Renamed {
        MOVED,
        TARGET_EXISTS,
        /** The source, or the directory that the target would lie in, does not exist. */
        MISSING
    }

    private static final int MOST_DELETIONS = 50;
    private static final long BETWEEN_DELETIONS_MILLIS = 20;

    private final FileContext context;
    private final Path root;
    private final boolean local;

    private TableFiles(FileContext context, Path root) throws IOException {
        this.context = context;
        this.root = root;
        this.local = Filesystems.LOCAL.equals(resolved(root).toUri().getScheme());
    }

    static TableFiles at(Path location, Configuration configuration) {
        try {
            URI uri = location.toUri();
            URI standard = FileSystem.getDefaultUri(configuration);
            String scheme = uri.getScheme() == null ? standard.getScheme() : uri.getScheme();
            refuse(location, scheme);
            boolean onStandard =
                    uri.getScheme() == null || (uri.getAuthority() == null && scheme.equals(standard.getScheme()));
            FileContext context = onStandard
                    ? FileContext.getFileContext(configuration)
                    : FileContext.getFileContext(uri, configuration);
            TableFiles files = new TableFiles(context, context.makeQualified(location));
            refuse(location, files.resolved(files.root).toUri().getScheme());
            if (files.local) {
                FileNames.ofThisJvm().refusal(files.root.toUri().getPath()).ifPresent(TableFiles::refusePath);
            }
            return files;
        } catch (IOException e) {
            throw StoreException.of("open the table at", location, e);
        }
    }

    private static void refuse(Path location, String scheme) {
        Filesystems.refusal(location.toString(), scheme).ifPresent(reason -> {
            throw new StoreException(reason);
        });
    }

    private static void refusePath(String reason) {
        throw new IllegalArgumentException("The table's " + reason);
    }

    /** The table's root, fully qualified. */
    Path root() {
        return root;
    }

    /** Returns whether the table lies on this machine's own disks, directly or by a mount of viewfs. */
    boolean local() {
        return local;
    }

    /** Converts a path on this machine's disks to one of the JDK. */
    java.nio.file.Path localPath(Path path) {
        try {
            return java.nio.file.Path.of(resolved(path).toUri().getPath());
        } catch (IOException e) {
            throw StoreException.of("resolve", path, e);
        }
    }

    /** Resolves the mounts in a path. A path that does not exist yet is resolved by its nearest existing ancestor. */
    private Path resolved(Path path) throws IOException {
        try {
            return context.resolvePath(path);
        } catch (FileNotFoundException e) {
            Path parent = path.getParent();
            if (parent == null) {
                throw e;
            }
            return new Path(resolved(parent), path.getName());
        }
    }

    Optional<FileStatus> status(Path path) {
        try {
            return Optional.of(context.getFileStatus(path));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StoreException.of("look at", path, e);
        }
    }

    boolean exists(Path path) {
        return status(path).isPresent();
    }

    /** Lists a directory, sorted by name; empty if there is no such directory. */
    List<FileStatus> list(Path directory) {
        try {
            FileStatus[] found = context.util().listStatus(directory);
            Arrays.sort(found, Comparator.comparing(status -> status.getPath().getName()));
            return List.of(found);
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw StoreException.of("list", directory, e);
        }
    }

    Optional<byte[]> read(Path file) {
        try (InputStream in = context.open(file)) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException | FSError e) {
            throw StoreException.of("read", file, e);
        }
    }

    /**
     * Writes a file in an existing directory, overwriting one of that name; not atomic. Returns false if the directory is
     * missing.
     */
    boolean write(Path file, byte[] bytes) {
        try (FSDataOutputStream out = context.create(file, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE))) {
            out.write(bytes);
            out.hsync();
            return true;
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException | FSError e) {
            throw StoreException.of("write", file, e);
        }
    }

    /**
     * Creates or replaces a file atomically by way of a temporary file. Returns false if the temporary file's directory is
     * missing.
     */
    boolean replace(Path temporary, Path file, byte[] bytes) {
        try {
            if (local) {
                return replaceLocally(temporary, file, bytes);
            }
            if (!write(temporary, bytes)) {
                return false;
            }
            context.rename(temporary, file, Options.Rename.OVERWRITE);
            return true;
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw StoreException.of("replace", file, e);
        }
    }

    /**
     * Replaces a local file by the operating system's rename, because Hadoop's rename deletes an existing local target first and
     * so is not atomic.
     */
    private boolean replaceLocally(Path temporary, Path file, byte[] bytes) throws IOException {
        try {
            java.nio.file.Path written = localPath(temporary);
            Files.write(
                    written,
                    bytes,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(written, localPath(file), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Renames atomically, and refuses an existing target. */
    Renamed rename(Path from, Path to) {
        try {
            context.rename(from, to);
            return Renamed.MOVED;
        } catch (FileAlreadyExistsException e) {
            return Renamed.TARGET_EXISTS;
        } catch (FileNotFoundException | ParentNotDirectoryException e) {
            return Renamed.MISSING;
        } catch (IOException e) {
            throw StoreException.of("rename " + from + " to", to, e);
        }
    }

    /** Makes a directory and those above it. */
    void makeDirectories(Path directory) {
        try {
            context.mkdir(directory, FsPermission.getDirDefault(), true);
        } catch (IOException e) {
            throw StoreException.of("make directory", directory, e);
        }
    }

    /** Makes a directory inside an existing one; returns false if the latter is missing. */
    boolean makeDirectoryWithin(Path directory) {
        try {
            context.mkdir(directory, FsPermission.getDirDefault(), false);
            return true;
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw StoreException.of("make directory", directory, e);
        }
    }

    /** Deletes a file, or a directory with all that is in it; nothing happens if there is none. */
    void delete(Path path) {
        try {
            // On local disks a task that is being cancelled may still create a file in a directory that is being
            // emptied.
            for (int attempt = 1; !context.delete(path, true) && exists(path); attempt++) {
                if (attempt == MOST_DELETIONS) {
                    throw new StoreException("Cannot delete " + path + ": something is put into it all the time, or it"
                            + " is not writable");
                }
                pause();
            }
        } catch (FileNotFoundException e) {
            return;
        } catch (IOException e) {
            throw StoreException.of("delete", path, e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_DELETIONS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while deleting", e);
        }
    }
}
