package dev.bochner.serve.cache;

import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/**
 * How RocksDB is told to keep half a kilobyte under a short key, written once and looked up at random.
 *
 * <p>No compression: the mantissas of features are as good as random. A Bloom filter of 10 bits a key answers for ids that
 * are not there (1 % go on to a block). A block holds some eight rows, found in it by a hash.
 */
final class RocksOptions implements AutoCloseable {
    static final String DIRECTORY = "rocksdb";

    private static final double BLOOM_BITS = 10;
    private static final long BLOCK_BYTES = 4096;
    private static final int TABLE_FORMAT = 5;

    static {
        RocksDB.loadLibrary();
    }

    private final BloomFilter filter = new BloomFilter(BLOOM_BITS);
    private final Cache blocks;
    private final Options options;

    /** @param blockCacheBytes of memory for blocks, beside what the system caches of files */
    RocksOptions(long blockCacheBytes) {
        this.blocks = new LRUCache(blockCacheBytes);
        BlockBasedTableConfig tables = new BlockBasedTableConfig()
                .setFilterPolicy(filter)
                .setBlockCache(blocks)
                .setBlockSize(BLOCK_BYTES)
                .setFormatVersion(TABLE_FORMAT)
                .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash);
        this.options = new Options()
                .setTableFormatConfig(tables)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setBottommostCompressionType(CompressionType.NO_COMPRESSION)
                .setCreateIfMissing(true)
                .setMaxOpenFiles(-1);
    }

    Options options() {
        return options;
    }

    /** Where RocksDB's own files are in a cache. */
    static Path in(Path cache) {
        return cache.resolve(DIRECTORY);
    }

    @Override
    public void close() {
        options.close();
        blocks.close();
        filter.close();
    }
}
