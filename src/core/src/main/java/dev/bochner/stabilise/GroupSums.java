package dev.bochner.stabilise;

import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.tasks.Sketch;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Sums of the unit embeddings of named groups, each component rounded to a multiple of 2^-32 first: the sums are sums of integers
 * and so independent of the order of rows, as in {@link ExactProducts}, and within n 2^-33 of the exact ones. Rows are (name,
 * embedding); rows with other names are skipped.
 *
 * <p><b>Limit:</b> 2^31 - 1 rows of a group.
 */
final class GroupSums implements Sketch<GroupSums> {
    private static final long serialVersionUID = 1L;

    private static final int NAME = 0;
    private static final int EMBEDDING = 1;
    private static final double UNITS = 0x1p32;

    private final List<String> names;
    private final UnitEmbeddings embeddings;

    /** The sums [groups][d], in units of 2^-32. */
    private final long[][] sums;

    private final long[] counts;
    private transient Map<UTF8String, Integer> places;

    GroupSums(List<String> names, EmbeddingEncoding encoding, int d) {
        this.names = List.copyOf(names);
        this.embeddings = new UnitEmbeddings(encoding, EMBEDDING, d);
        this.sums = new long[names.size()][d];
        this.counts = new long[names.size()];
        this.places = places(names);
    }

    private static Map<UTF8String, Integer> places(List<String> names) {
        Map<UTF8String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            places.put(UTF8String.fromString(names.get(i)), i);
        }
        return places;
    }

    @Override
    public void update(InternalRow row) {
        int group = row.isNullAt(NAME) ? -1 : places.getOrDefault(row.getUTF8String(NAME), -1);
        if (group < 0 || !embeddings.read(row)) {
            return;
        }
        count(group, 1);
        double[] unit = embeddings.unit();
        long[] sum = sums[group];
        for (int j = 0; j < sum.length; j++) {
            sum[j] += (long) Math.rint(unit[j] * UNITS);
        }
    }

    @Override
    public void add(GroupSums other) {
        for (int group = 0; group < sums.length; group++) {
            count(group, other.counts[group]);
            for (int j = 0; j < sums[group].length; j++) {
                sums[group][j] += other.sums[group][j];
            }
        }
    }

    private void count(int group, long more) {
        if (counts[group] > ExactProducts.MOST_PAIRS - more) {
            throw new IllegalArgumentException("Group " + names.get(group) + " has " + counts[group] + " items and "
                    + more + " more, expected at most " + ExactProducts.MOST_PAIRS);
        }
        counts[group] += more;
    }

    /** Number of items of a group whose embedding could be normalised. */
    long count(int group) {
        return counts[group];
    }

    /** The sum of a group's unit embeddings [d]; a new array. */
    double[] sum(int group) {
        double[] sum = new double[sums[group].length];
        for (int j = 0; j < sum.length; j++) {
            sum[j] = sums[group][j] / UNITS;
        }
        return sum;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        places = places(names);
    }
}
