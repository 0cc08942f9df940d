package dev.bochner.serve.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The buffers of one thread's look-ups, outside the heap, where RocksDB finds and leaves bytes without a copy of its own. */
final class Lookup {
    private static final int KEY_BYTES = 256;

    private final ByteBuffer value;
    private final FloatBuffer features;
    private ByteBuffer key = ByteBuffer.allocateDirect(KEY_BYTES);

    Lookup(int columns) {
        this.value = ByteBuffer.allocateDirect(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        this.features = value.asFloatBuffer();
    }

    /** Takes an integer id. */
    Lookup key(long id) {
        key.clear().putLong(id ^ IdEncoding.SIGN).flip();
        return this;
    }

    /** Takes the bytes of a key. */
    Lookup key(byte[] bytes) {
        if (bytes.length > key.capacity()) {
            key = ByteBuffer.allocateDirect(bytes.length);
        }
        key.clear().put(bytes).flip();
        return this;
    }

    /** Writes what stands under the key to out; false if nothing does. */
    boolean find(RocksDB database, ReadOptions options, float[] out) throws RocksDBException {
        value.clear();
        if (database.get(options, key, value) == RocksDB.NOT_FOUND) {
            return false;
        }
        features.get(0, out);
        return true;
    }
}
