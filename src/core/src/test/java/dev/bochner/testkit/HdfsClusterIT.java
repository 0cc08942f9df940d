package dev.bochner.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Fixtures.class)
final class HdfsClusterIT {
    @Test
    void keepsFilesWhileADataNodeIsLostAndReturns(HdfsCluster hdfs) throws IOException {
        Path directory = hdfs.freshDirectory();
        write(hdfs, new Path(directory, "before"), 1);
        hdfs.stopDataNode(0);
        write(hdfs, new Path(directory, "meanwhile"), 2);
        assertEquals(1, read(hdfs, new Path(directory, "before")));
        hdfs.restartDataNode(0);
        hdfs.stopDataNode(1);
        assertEquals(1, read(hdfs, new Path(directory, "before")));
        hdfs.restartDataNode(1);
        assertEquals(2, read(hdfs, new Path(directory, "meanwhile")));
    }

    @Test
    void givesEachTestADirectoryOfItsOwn(HdfsCluster hdfs) throws IOException {
        assertNotEquals(hdfs.freshDirectory(), hdfs.freshDirectory());
    }

    @Test
    void servesTheLocalSpark(HdfsCluster hdfs, SparkSession spark) throws IOException {
        String path = hdfs.freshDirectory() + "/table";
        spark.range(100).write().parquet(path);
        assertEquals(100, spark.read().parquet(path).count());
    }

    private static void write(HdfsCluster hdfs, Path file, int value) throws IOException {
        try (FSDataOutputStream out = file.getFileSystem(hdfs.configuration()).create(file)) {
            out.writeInt(value);
        }
    }

    private static int read(HdfsCluster hdfs, Path file) throws IOException {
        try (FSDataInputStream in = file.getFileSystem(hdfs.configuration()).open(file)) {
            return in.readInt();
        }
    }
}
