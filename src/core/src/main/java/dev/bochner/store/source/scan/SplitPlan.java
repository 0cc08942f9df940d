package dev.bochner.store.source.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Deals files out to tasks by the rules, and the settings, of Spark's own file sources.
 *
 * @param maxBytes the most that a task reads, unless a single split is no smaller
 * @param openBytes what opening a file costs, in bytes that could be read meanwhile
 */
record SplitPlan(long maxBytes, long openBytes) {
    private static final int MAX_HOSTS = 3;

    static SplitPlan of(SparkSession spark, List<SourceFile> files) {
        RuntimeConfig conf = spark.conf();
        long most = bytes(conf.get("spark.sql.files.maxPartitionBytes", "128m"));
        long open = bytes(conf.get("spark.sql.files.openCostInBytes", "4m"));
        int tasks = Integer.parseInt(conf.get(
                "spark.sql.files.minPartitionNum",
                conf.get(
                        "spark.sql.leafNodeDefaultParallelism",
                        String.valueOf(spark.sparkContext().defaultParallelism()))));
        long total = files.stream().mapToLong(file -> file.length() + open).sum();
        return new SplitPlan(Math.max(1, Math.min(most, Math.max(open, total / tasks))), open);
    }

    private static long bytes(String setting) {
        return JavaUtils.byteStringAsBytes(setting);
    }

    /** The tasks' shares, largest splits first. */
    InputPartition[] partitions(List<SourceFile> files) throws IOException {
        List<Located> splits = new ArrayList<>();
        for (SourceFile file : files) {
            for (long start = 0; start < file.length(); start += maxBytes) {
                splits.add(new Located(file, start, Math.min(maxBytes, file.length() - start)));
            }
        }
        splits.sort(Comparator.comparingLong(Located::length)
                .reversed()
                .thenComparing(split -> split.file().path())
                .thenComparingLong(Located::start));
        List<InputPartition> partitions = new ArrayList<>();
        List<Located> share = new ArrayList<>();
        long bytes = 0;
        for (Located split : splits) {
            if (!share.isEmpty() && bytes + split.length() > maxBytes) {
                partitions.add(partition(share));
                share.clear();
                bytes = 0;
            }
            share.add(split);
            bytes += split.length() + openBytes;
        }
        if (!share.isEmpty()) {
            partitions.add(partition(share));
        }
        return partitions.toArray(InputPartition[]::new);
    }

    private static Share partition(List<Located> splits) throws IOException {
        Map<String, Long> bytesByHost = new HashMap<>();
        for (Located split : splits) {
            split.addTo(bytesByHost);
        }
        List<String> hosts = bytesByHost.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_HOSTS)
                .map(Map.Entry::getKey)
                .toList();
        return new Share(splits.stream().map(Located::split).toList(), hosts);
    }

    /** What one task reads, and the hosts that have most of it. */
    record Share(List<Split> splits, List<String> hosts) implements InputPartition {
        @Override
        public String[] preferredLocations() {
            return hosts.toArray(String[]::new);
        }
    }

    private record Located(SourceFile file, long start, long length) {
        Split split() {
            return new Split(file.path().toString(), file.length(), start, length);
        }

        void addTo(Map<String, Long> bytesByHost) throws IOException {
            for (BlockLocation block : file.blocks()) {
                long end = Math.min(start + length, block.getOffset() + block.getLength());
                long shared = end - Math.max(start, block.getOffset());
                if (shared > 0) {
                    Arrays.stream(block.getHosts())
                            .filter(host -> !host.equals("localhost"))
                            .forEach(host -> bytesByHost.merge(host, shared, Long::sum));
                }
            }
        }
    }
}
