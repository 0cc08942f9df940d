package dev.bochner.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A real HDFS of one name node and two data nodes on loopback, one for all tests of this JVM. */
final class Hdfs {
    private static final MiniDFSCluster CLUSTER = start();

    private Hdfs() {}

    private static MiniDFSCluster start() {
        try {
            Configuration configuration = new HdfsConfiguration();
            configuration.set("dfs.datanode.data.dir.perm", "755");
            configuration.setInt("dfs.replication", 2);
            File directory = new File("target/hdfs-" + UUID.randomUUID()).getAbsoluteFile();
            MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration, directory)
                    .numDataNodes(2)
                    .build();
            cluster.waitActive();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> cluster.shutdown(true)));
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Configuration configuration() {
        Configuration configuration = new Configuration(CLUSTER.getConfiguration(0));
        // How long a client sleeps when it closes a file faster than the data nodes report its block; 400 by default.
        configuration.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 5);
        configuration.setInt("dfs.client.block.write.locateFollowingBlock.retries", 12);
        return configuration;
    }

    /** A path under which there is nothing yet. */
    static Path newRoot() {
        return new Path(new Path(CLUSTER.getURI()), "/tables/" + UUID.randomUUID());
    }

    static TableFixture newTable(Duration heartbeatTimeout) {
        return new TableFixture(newRoot(), configuration(), heartbeatTimeout);
    }
}
