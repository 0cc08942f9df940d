package dev.bochner.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A lock that allows one writer at a time for a table on local disks, where rename checks the target and moves in two separate
 * steps. The operating system releases it when the process ends, however it ends. On HDFS, where rename is atomic, no lock is
 * needed.
 */
final class TableLock implements AutoCloseable {
    private static final String LOCK_FILE = "_lock";

    /**
     * The run that holds each lock in this JVM. It is checked before the lock file is opened: POSIX gives up a process's locks on
     * a file as soon as it closes any descriptor of that file, so a second look would release the first holder's lock.
     */
    private static final ConcurrentMap<Path, RunId> HELD = new ConcurrentHashMap<>();

    private final Runnable release;

    private TableLock(Runnable release) {
        this.release = release;
    }

    /**
     * Takes the lock of a table for a run.
     *
     * @throws ConflictException if another run holds it, naming that run
     */
    static TableLock acquire(FeatureTable table, RunId run) {
        if (!table.files().local()) {
            return new TableLock(() -> {});
        }
        table.files().makeDirectories(table.root());
        Path file = table.files().localPath(new org.apache.hadoop.fs.Path(table.root(), LOCK_FILE));
        RunId holder = HELD.putIfAbsent(file, run);
        if (holder != null) {
            throw held(table, "run " + holder + " in this process");
        }
        try {
            FileChannel channel = lock(table, file, run);
            return new TableLock(() -> release(file, channel));
        } catch (IOException e) {
            HELD.remove(file);
            throw StoreException.of("lock", new org.apache.hadoop.fs.Path(file.toUri()), e);
        } catch (RuntimeException | Error e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static FileChannel lock(FeatureTable table, Path file, RunId run) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw held(table, Files.readString(file).strip());
            }
            String holder =
                    "run " + run + ", process " + ProcessHandle.current().pid() + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException | RuntimeException | Error e) {
            // Closing the channel releases the operating system's lock.
            channel.close();
            throw e;
        }
    }

    private static ConflictException held(FeatureTable table, String holder) {
        return new ConflictException("Table " + table.root() + " is being written by " + holder
                + ": on local disks one command at a time may write. Wait for it, or put the table on HDFS");
    }

    private static void release(Path file, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("Cannot unlock " + file + ": " + FailureText.of(e), e);
        } finally {
            HELD.remove(file);
        }
    }

    @Override
    public void close() {
        release.run();
    }
}
