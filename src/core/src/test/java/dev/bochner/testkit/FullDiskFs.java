package dev.bochner.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local filesystem of Hadoop on a disk that can be declared full: then writing fails as it does there, by an Error. */
public final class FullDiskFs extends DelegateToFileSystem {
    private static final AtomicBoolean FULL = new AtomicBoolean();

    /** As Hadoop makes them, by name. */
    public FullDiskFs(URI uri, Configuration configuration) throws IOException, URISyntaxException {
        super(uri, new Disk(), configuration, "file", false);
    }

    /** Makes this the filesystem of file: in a configuration, for files that Hadoop's FileContext and FileSystem write. */
    public static Configuration configuration() {
        Configuration configuration = new Configuration(false);
        configuration.set("fs.AbstractFileSystem.file.impl", FullDiskFs.class.getName());
        configuration.set("fs.file.impl", Disk.class.getName());
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return configuration;
    }

    /** From now on nothing can be written, or everything again. */
    public static void declareFull(boolean full) {
        FULL.set(full);
    }

    /** What Hadoop throws then; it lets nobody else make one. */
    public static FSError error() {
        try {
            Constructor<FSError> constructor = FSError.class.getDeclaredConstructor(Throwable.class);
            constructor.setAccessible(true);
            return constructor.newInstance(new IOException("No space left on device"));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("FSError has another constructor", e);
        }
    }

    @Override
    public int getUriDefaultPort() {
        return -1;
    }

    /** The disk. */
    public static final class Disk extends RawLocalFileSystem {
        @Override
        public FSDataOutputStream create(
                Path path,
                FsPermission permission,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            FSDataOutputStream out =
                    super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
            return new FSDataOutputStream(new Guarded(out), new FileSystem.Statistics("file"));
        }
    }

    /** Fails where the system would, when bytes reach it. */
    private static final class Guarded extends OutputStream {
        private final OutputStream out;

        Guarded(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            requireSpace();
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            requireSpace();
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
            requireSpace();
        }

        private static void requireSpace() {
            if (FULL.get()) {
                throw error();
            }
        }
    }
}
