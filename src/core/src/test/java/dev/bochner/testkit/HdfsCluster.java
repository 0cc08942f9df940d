package dev.bochner.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSCluster.DataNodeProperties;
import org.apache.hadoop.hdfs.server.datanode.DataNode;

/** A real HDFS on loopback: a name node and two data nodes, replication two. */
public final class HdfsCluster implements AutoCloseable {
    private static final int DATA_NODES = 2;

    /**
     * What a client must be told besides the URI: with the usual replication of three, a pipeline that loses one of two
     * nodes would look for a third and fail.
     */
    private static final Map<String, String> CLIENT = Map.of("dfs.replication", "2");

    private final MiniDFSCluster cluster;
    private final List<String> dataNodes = new ArrayList<>();
    private final Map<Integer, DataNodeProperties> stopped = new HashMap<>();
    private final AtomicInteger directories = new AtomicInteger();

    private HdfsCluster(MiniDFSCluster cluster) {
        this.cluster = cluster;
        for (DataNode node : cluster.getDataNodes()) {
            dataNodes.add(node.getDatanodeId().getXferAddr());
        }
    }

    static HdfsCluster start() {
        Configuration conf = new Configuration();
        conf.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR,
                TestFiles.freshDirectory("hdfs").toString());
        CLIENT.forEach(conf::set);
        // A lost node counts as dead after 2 * 1 s + 10 * 1 s instead of ten minutes.
        conf.setInt("dfs.heartbeat.interval", 1);
        conf.setInt("dfs.namenode.heartbeat.recheck-interval", 1000);
        try {
            MiniDFSCluster cluster =
                    new MiniDFSCluster.Builder(conf).numDataNodes(DATA_NODES).build();
            cluster.waitActive();
            return new HdfsCluster(cluster);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start HDFS", e);
        }
    }

    /** The file system's root, {@code hdfs://127.0.0.1:port}. */
    public URI uri() {
        return cluster.getURI();
    }

    /** A client's configuration, with this file system as the default one. */
    public Configuration configuration() {
        Configuration conf = new Configuration();
        conf.set("fs.defaultFS", uri().toString());
        CLIENT.forEach(conf::set);
        return conf;
    }

    /** The same for Spark: what a session or spark-submit needs as {@code --conf}. The default file system stays local. */
    public Map<String, String> sparkConf() {
        Map<String, String> conf = new HashMap<>();
        CLIENT.forEach((key, value) -> conf.put("spark.hadoop." + key, value));
        return conf;
    }

    /** The file system; shared, so not to be closed. */
    public FileSystem fileSystem() throws IOException {
        return cluster.getFileSystem();
    }

    /** A new, empty directory with its scheme and authority, for one test. */
    public Path freshDirectory() throws IOException {
        Path directory = new Path(new Path(uri()), "/test-" + directories.incrementAndGet());
        if (!fileSystem().mkdirs(directory)) {
            throw new IOException("cannot create " + directory);
        }
        return directory;
    }

    /** Stops data node 0 or 1. The name node still counts it as live for some twelve seconds, as in life. */
    public synchronized void stopDataNode(int index) {
        DataNodeProperties properties = cluster.stopDataNode(dataNodes.get(index));
        if (properties == null) {
            throw new IllegalStateException("data node " + index + " at " + dataNodes.get(index) + " is not running");
        }
        stopped.put(index, properties);
    }

    /** Restarts a stopped data node on its old port, and waits until the name node knows it. */
    public synchronized void restartDataNode(int index) throws IOException {
        DataNodeProperties properties = stopped.remove(index);
        if (properties == null) {
            throw new IllegalStateException("data node " + index + " was not stopped");
        }
        cluster.restartDataNode(properties, true);
        cluster.waitActive();
    }

    @Override
    public void close() {
        cluster.shutdown(true);
    }
}
