package dev.bochner.store.source.scan;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * A file to read.
 *
 * @param blocks where its bytes are; empty if they are here
 */
record SourceFile(Path path, long length, List<BlockLocation> blocks) {
    /** The file for Parquet, which need not ask for its length again. */
    static HadoopInputFile opened(Path path, long length, Configuration conf) throws IOException {
        return HadoopInputFile.fromStatus(new FileStatus(length, false, 0, 0, 0, path), conf);
    }
}
