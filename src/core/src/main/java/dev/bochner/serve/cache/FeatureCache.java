package dev.bochner.serve.cache;

import dev.bochner.store.FailureText;
import dev.bochner.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.zip.CRC32C;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.TableProperties;

/**
 * The features of a published snapshot by id, as {@link CacheBuild} left them in a local directory: the bits of the table's
 * rows.
 *
 * <p><b>Threads and processes:</b> thread-safe; opened for reading only, by as many processes as there are. A look-up that
 * takes {@code out} for a long id allocates nothing, once a thread has made its first one.
 *
 * <p>A directory that is there is whole: it got its name by a rename, with its manifest written last. It never changes; a new
 * day is a new directory, which a service opens before it closes the old one.
 */
public final class FeatureCache implements AutoCloseable {
    /** Memory for blocks of rows, where {@link #open(Path)} is not told another size. */
    public static final long BLOCK_CACHE_BYTES = 64L << 20;

    static final String MANIFEST_FILE = "manifest.json";

    private final Path directory;
    private final CacheManifest manifest;
    private final RocksOptions options;
    private final ReadOptions reading = new ReadOptions();
    private final RocksDB database;
    private final ThreadLocal<Lookup> lookups;

    /** RocksDB would crash the JVM if it were asked after it is closed. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private FeatureCache(Path directory, CacheManifest manifest, RocksOptions options, RocksDB database) {
        this.directory = directory;
        this.manifest = manifest;
        this.options = options;
        this.database = database;
        this.lookups = ThreadLocal.withInitial(() -> new Lookup(columns()));
    }

    /**
     * Opens a cache.
     *
     * @throws StoreException if there is none in that directory, or half of one, or one that another version of this program
     * built, or if it does not hold the rows that its manifest says
     */
    public static FeatureCache open(Path directory) {
        return open(directory, BLOCK_CACHE_BYTES);
    }

    /**
     * Opens a cache.
     *
     * @param blockCacheBytes memory for blocks of rows; what is not among them is read from files, which the system caches
     * @throws StoreException as {@link #open(Path)}
     */
    public static FeatureCache open(Path directory, long blockCacheBytes) {
        CacheManifest manifest = readManifest(directory);
        RocksOptions options = new RocksOptions(blockCacheBytes);
        try {
            RocksDB database = RocksDB.openReadOnly(
                    options.options(), RocksOptions.in(directory).toString());
            FeatureCache cache = new FeatureCache(directory, manifest, options, database);
            cache.requireAllRows();
            return cache;
        } catch (RocksDBException e) {
            options.close();
            throw new StoreException("Cannot open " + directory + ": " + FailureText.of(e), e);
        }
    }

    private static CacheManifest readManifest(Path directory) {
        Path file = directory.resolve(MANIFEST_FILE);
        if (!Files.isRegularFile(file)) {
            String what = Files.isDirectory(RocksOptions.in(directory)) ? "a cache that was not completed" : "no cache";
            throw new StoreException("There is " + what + " in " + directory + ": no " + MANIFEST_FILE
                    + "; build it by bochner cache --out");
        }
        try {
            return CacheManifestJson.manifest(Files.readAllBytes(file), file);
        } catch (IOException e) {
            throw new StoreException("Cannot read " + file + ": " + FailureText.of(e), e);
        }
    }

    private void requireAllRows() throws RocksDBException {
        long rows = database.getPropertiesOfAllTables().values().stream()
                .mapToLong(TableProperties::getNumEntries)
                .sum();
        if (rows != manifest.content().rows()) {
            close();
            throw new StoreException(directory + " holds " + rows + " rows, expected "
                    + manifest.content().rows() + " as its manifest says; build it again");
        }
    }

    /** What it holds, and from which snapshot. */
    public CacheManifest manifest() {
        return manifest;
    }

    /** Length of a feature vector, 2m. */
    public int columns() {
        return manifest.content().columns();
    }

    /**
     * The features [2m] of an id; empty if there is none.
     *
     * @throws IllegalArgumentException if the ids are not integers
     */
    public Optional<float[]> get(long id) {
        float[] out = new float[columns()];
        return get(id, out) ? Optional.of(out) : Optional.empty();
    }

    /**
     * The features [2m] of an id; empty if there is none.
     *
     * @param id a string, or what Spark's {@code CAST AS STRING} makes of an id of another type, timestamps in UTC
     * @throws IllegalArgumentException if the ids are integers or binary
     */
    public Optional<float[]> get(String id) {
        float[] out = new float[columns()];
        return get(id, out) ? Optional.of(out) : Optional.empty();
    }

    /**
     * The features [2m] of an id; empty if there is none.
     *
     * @throws IllegalArgumentException if the ids are not binary
     */
    public Optional<float[]> get(byte[] id) {
        float[] out = new float[columns()];
        return get(id, out) ? Optional.of(out) : Optional.empty();
    }

    /**
     * Writes the features of an id to out [2m]; false, and nothing is written, if there is no such id.
     *
     * @throws IllegalArgumentException if the ids are not integers, or out has another length
     */
    public boolean get(long id, float[] out) {
        requireIds("get(long)", IdEncoding.INT64);
        return find(lookups.get().key(id), out);
    }

    /** As {@link #get(String)}, into out [2m]. */
    public boolean get(String id, float[] out) {
        requireIds("get(String)", IdEncoding.UTF8, IdEncoding.SQL_TEXT);
        return find(lookups.get().key(id.getBytes(StandardCharsets.UTF_8)), out);
    }

    /** As {@link #get(byte[])}, into out [2m]. */
    public boolean get(byte[] id, float[] out) {
        requireIds("get(byte[])", IdEncoding.BYTES);
        return find(lookups.get().key(id), out);
    }

    private boolean find(Lookup lookup, float[] out) {
        if (out.length != columns()) {
            throw new IllegalArgumentException("Length of out is " + out.length + ", expected " + columns());
        }
        lock.readLock().lock();
        try {
            requireOpen();
            return lookup.find(database, reading, out);
        } catch (RocksDBException e) {
            throw new StoreException("Cannot read " + directory + ": " + FailureText.of(e), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * The features [2m] of several ids, in their order; empty for each that there is none of. RocksDB looks for all of them at
     * once, which pays where the files do not fit into memory.
     *
     * @param ids each of a type that {@link #get} takes: Long, Integer, Short or Byte; String; byte[]
     * @throws IllegalArgumentException if one is of another type than the ids of this cache
     */
    public List<Optional<float[]>> multiGet(List<?> ids) {
        List<byte[]> keys = ids.stream().map(this::key).toList();
        List<Optional<float[]>> found = new ArrayList<>(keys.size());
        for (byte[] value : values(keys)) {
            // Null in RocksDB's list, and only there.
            found.add(value == null ? Optional.empty() : Optional.of(floats(value)));
        }
        return found;
    }

    private List<byte[]> values(List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of(); // RocksDB asserts that there is a key.
        }
        lock.readLock().lock();
        try {
            requireOpen();
            return database.multiGetAsList(reading, keys);
        } catch (RocksDBException e) {
            throw new StoreException("Cannot read " + directory + ": " + FailureText.of(e), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private byte[] key(Object id) {
        if (id instanceof Long || id instanceof Integer || id instanceof Short || id instanceof Byte) {
            requireIds("get(long)", IdEncoding.INT64);
            return IdEncoding.key(((Number) id).longValue());
        }
        if (id instanceof String text) {
            requireIds("get(String)", IdEncoding.UTF8, IdEncoding.SQL_TEXT);
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (id instanceof byte[] bytes) {
            requireIds("get(byte[])", IdEncoding.BYTES);
            return bytes;
        }
        throw new IllegalArgumentException("Id " + id + " is a " + id.getClass().getSimpleName()
                + ", expected a Long, a String or a byte[]: the ids are "
                + manifest.ids().type());
    }

    private float[] floats(byte[] value) {
        float[] features = new float[columns()];
        ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(features);
        return features;
    }

    /**
     * Reads every row, and compares them with the manifest's checksum. Look-ups after it need not wait for the disk, as far as
     * there is memory.
     *
     * @throws StoreException if they are not the ones that were built
     */
    public void verify() {
        lock.readLock().lock();
        try {
            requireOpen();
            CRC32C checksum = new CRC32C();
            try (RocksIterator rows = database.newIterator(reading)) {
                for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                    checksum.update(rows.key());
                    checksum.update(rows.value());
                }
                rows.status();
            }
            requireChecksum(checksum.getValue());
        } catch (RocksDBException e) {
            throw new StoreException("Cannot read " + directory + ": " + FailureText.of(e), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void requireChecksum(long found) {
        long expected = manifest.content().crc32c();
        if (found != expected) {
            throw new StoreException(String.format(
                    Locale.ROOT,
                    "CRC-32C of the rows of %s is %08x, expected %08x as its manifest says; build it again",
                    directory,
                    found,
                    expected));
        }
    }

    private void requireIds(String call, IdEncoding... taken) {
        for (IdEncoding encoding : taken) {
            if (manifest.ids().encoding() == encoding) {
                return;
            }
        }
        throw new IllegalArgumentException("Ids of " + directory + " are "
                + manifest.ids().type() + ", expected " + expectedCall() + " and not " + call);
    }

    private String expectedCall() {
        return switch (manifest.ids().encoding()) {
            case INT64 -> "get(long)";
            case UTF8, SQL_TEXT -> "get(String)";
            case BYTES -> "get(byte[])";
        };
    }

    private void requireOpen() {
        if (!database.isOwningHandle()) {
            throw new IllegalStateException(directory + " is closed");
        }
    }

    /** Waits for look-ups under way; those that come later fail. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            database.close();
            reading.close();
            options.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
