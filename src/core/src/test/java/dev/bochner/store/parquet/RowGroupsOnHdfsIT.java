package dev.bochner.store.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.HdfsCluster;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task that reads a row group reads it from one HDFS block, which a data node near by may have. */
@ExtendWith(Fixtures.class)
final class RowGroupsOnHdfsIT {
    private static final long HDFS_BLOCK = 4 << 20;
    private static final int ROWS = 40_000;
    private static final int COLUMNS = 128;

    @ParameterizedTest
    @CsvSource({
        "none, 4194304", // a row group fills a block
        "none, 1500000", // two and a part of a third
        "none, 3000000", // one, and what is left is worth another
        "snappy, 4194304",
        "zstd, 4194304"
    })
    void noRowGroupCrossesTheEndOfABlock(String codec, long rowGroupBytes, HdfsCluster hdfs) throws IOException {
        Configuration conf = hdfs.configuration();
        conf.setLong("dfs.blocksize", HDFS_BLOCK);
        // Else the client that others use already has its block size.
        conf.setBoolean("fs.hdfs.impl.disable.cache", true);
        conf.setInt("parquet.writer.max-padding", 256 << 10);
        Path path = new Path(hdfs.freshDirectory(), "part-0.parquet");
        FeatureFile.of(ROWS, COLUMNS, codec).withRowGroupBytes(rowGroupBytes).write(path, conf);

        assertEquals(HDFS_BLOCK, path.getFileSystem(conf).getFileStatus(path).getBlockSize());
        List<BlockMetaData> rowGroups = rowGroups(path, conf);
        assertEquals(
                ROWS, rowGroups.stream().mapToLong(BlockMetaData::getRowCount).sum());
        for (BlockMetaData rowGroup : rowGroups) {
            long first = rowGroup.getStartingPos();
            long last = first + rowGroup.getCompressedSize() - 1;
            assertEquals(first / HDFS_BLOCK, last / HDFS_BLOCK, "row group at " + first + " to " + last);
        }
        long blocks = path.getFileSystem(conf).getFileStatus(path).getLen() / HDFS_BLOCK + 1;
        assertTrue(
                rowGroups.size() <= blocks * (HDFS_BLOCK / rowGroupBytes + 1) + 1,
                () -> rowGroups.size() + " row groups in " + blocks + " blocks");
    }

    private static List<BlockMetaData> rowGroups(Path path, Configuration conf) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, conf))) {
            return reader.getFooter().getBlocks();
        }
    }
}
