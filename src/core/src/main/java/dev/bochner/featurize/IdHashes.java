package dev.bochner.featurize;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.Tuple2;

/**
 * The 64-bit hashes of a snapshot's ids. Equal ids have equal hashes: so if all hashes differ, all ids do, and this check takes a
 * quarter of the time of grouping the ids. Hashes are shuffled as arrays, not as rows.
 */
final class IdHashes {
    /** The largest number of hashes that a task buffers before it passes some on: 8 MiB. */
    private static final int MAX_GATHERED = 1 << 20;

    private static final int MAX_CHUNK = 1 << 13;

    private final JavaRDD<Long> hashes;

    private IdHashes(JavaRDD<Long> hashes) {
        this.hashes = hashes;
    }

    /** Computes the hashes of a column without nulls, of a type that {@link #suits}. */
    static IdHashes of(Dataset<Row> ids, Column id) {
        return new IdHashes(
                ids.select(functions.xxhash64(id)).as(Encoders.LONG()).toJavaRDD());
    }

    /**
     * Returns whether equal values of a type always have equal bytes, which does not hold for floating point and text with a
     * collation.
     */
    static boolean suits(DataType type) {
        return type.equals(DataTypes.LongType)
                || type.equals(DataTypes.IntegerType)
                || type.equals(DataTypes.ShortType)
                || type.equals(DataTypes.ByteType)
                || type.equals(DataTypes.StringType)
                || type.equals(DataTypes.BinaryType);
    }

    /** Returns whether no hash occurs twice. One Spark job; a task holds about as many hashes as a partition has ids. */
    boolean allDiffer() {
        int partitions = Math.max(1, hashes.getNumPartitions());
        return !hashes.mapPartitionsToPair(some -> new Chunks(some, partitions))
                .partitionBy(new HashPartitioner(partitions))
                .mapPartitions(chunks -> List.of(anyTwice(chunks)).iterator())
                .fold(false, Boolean::logicalOr);
    }

    private static boolean anyTwice(Iterator<Tuple2<Integer, long[]>> chunks) {
        long[] all = new long[MAX_CHUNK];
        int count = 0;
        while (chunks.hasNext()) {
            long[] chunk = chunks.next()._2();
            if (all.length - count < chunk.length) {
                all = Arrays.copyOf(all, Math.max(count + chunk.length, Math.multiplyExact(all.length, 2)));
            }
            System.arraycopy(chunk, 0, all, count, chunk.length);
            count += chunk.length;
        }
        Arrays.sort(all, 0, count);
        for (int i = 1; i < count; i++) {
            if (all[i] == all[i - 1]) {
                return true;
            }
        }
        return false;
    }

    /** The hashes of a task in chunks of one target partition each. */
    private static final class Chunks implements Iterator<Tuple2<Integer, long[]>> {
        private final Iterator<Long> hashes;
        private final long[][] gathered;
        private final int[] counts;
        private int drained;

        Chunks(Iterator<Long> hashes, int partitions) {
            this.hashes = hashes;
            this.gathered = new long[partitions][Math.max(1, Math.min(MAX_CHUNK, MAX_GATHERED / partitions))];
            this.counts = new int[partitions];
        }

        @Override
        public boolean hasNext() {
            while (drained < counts.length && !hashes.hasNext() && counts[drained] == 0) {
                drained++;
            }
            return hashes.hasNext() || drained < counts.length;
        }

        @Override
        public Tuple2<Integer, long[]> next() {
            while (hashes.hasNext()) {
                long hash = hashes.next();
                int target = (int) (((hash >>> Integer.SIZE) * counts.length) >>> Integer.SIZE);
                gathered[target][counts[target]++] = hash;
                if (counts[target] == gathered[target].length) {
                    return take(target);
                }
            }
            if (!hasNext()) {
                throw new NoSuchElementException("all hashes have been taken");
            }
            return take(drained);
        }

        private Tuple2<Integer, long[]> take(int target) {
            long[] chunk = Arrays.copyOf(gathered[target], counts[target]);
            counts[target] = 0;
            return new Tuple2<>(target, chunk);
        }
    }
}
