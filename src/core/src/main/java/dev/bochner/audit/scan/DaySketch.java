package dev.bochner.audit.scan;

import dev.bochner.store.tasks.Sketch;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What one pass over a day's embeddings tells: how many there are, their norms, how far they point the same way, the pool,
 * and those that were asked for by their id's hash.
 */
public final class DaySketch implements Sketch<DaySketch> {
    private static final long serialVersionUID = 1L;

    /** Ordinals of the arguments. */
    static final int HASH = 0;

    static final int ID = 1;
    static final int EMBEDDING = 2;
    static final int WEIGHT = 3;

    private static final int WANTED_BITS = 1 << 14;

    private final DayScan.ScanPlan plan;
    private final Embeddings embeddings;
    private final LogHistogram norms = new LogHistogram();
    private final LogHistogram weights = new LogHistogram();
    private final double[] unitSum;
    private final DeadDimensions dead;
    private final Pool pool;
    private final long[] wanted;

    /** A bit for each wanted hash, by its last bits: most others are told from it without a search. */
    private final BitSet wantedBits = new BitSet(WANTED_BITS);

    private final Map<Long, SampledItem> found = new HashMap<>();
    private long items;

    DaySketch(DayScan.ScanPlan plan) {
        this.plan = plan;
        this.embeddings = new Embeddings(plan.encoding(), EMBEDDING, plan.d(), plan.normalisation());
        this.unitSum = new double[plan.d()];
        this.dead = new DeadDimensions(plan.d());
        this.pool = new Pool(plan.poolSize());
        this.wanted = plan.wanted().stream().mapToLong(Long::longValue).sorted().toArray();
        Arrays.stream(wanted).forEach(hash -> wantedBits.set(bit(hash)));
    }

    @Override
    public void update(InternalRow row) {
        if (!embeddings.read(row)) {
            return;
        }
        items++;
        dead.add(embeddings.h());
        double norm = embeddings.norm();
        norms.add(norm);
        if (norm > 0) {
            addDirection(embeddings.h(), 1 / norm);
        }
        if (plan.weighted() && !row.isNullAt(WEIGHT) && row.getDouble(WEIGHT) >= 0) {
            weights.add(row.getDouble(WEIGHT));
        }
        long hash = row.getLong(HASH);
        if (pool.wants(hash)) {
            pool.add(specimen(hash, row));
        }
        if (wantedBits.get(bit(hash)) && Arrays.binarySearch(wanted, hash) >= 0) {
            found.put(hash, specimen(hash, row));
        }
    }

    private static int bit(long hash) {
        return (int) hash & (WANTED_BITS - 1);
    }

    private void addDirection(float[] h, double scale) {
        for (int j = 0; j < unitSum.length; j++) {
            unitSum[j] += h[j] * scale;
        }
    }

    private SampledItem specimen(long hash, InternalRow row) {
        return new SampledItem(hash, plan.id().of(row, ID), embeddings.h());
    }

    @Override
    public void add(DaySketch other) {
        items += other.items;
        norms.add(other.norms);
        weights.add(other.weights);
        for (int j = 0; j < unitSum.length; j++) {
            unitSum[j] += other.unitSum[j];
        }
        dead.add(other.dead);
        pool.add(other.pool);
        found.putAll(other.found);
    }

    /** Items with an embedding that can be mapped. */
    public long items() {
        return items;
    }

    /** Their norms as delivered. */
    public LogHistogram norms() {
        return norms;
    }

    /** Their weights, where there is such a column. */
    public LogHistogram weights() {
        return weights;
    }

    /**
     * Mean cosine of two different items, exact: (|sum of h/|h||^2 - n) / (n (n - 1)). Empty for fewer than two.
     */
    public OptionalDouble meanCosine() {
        if (items < 2) {
            return OptionalDouble.empty();
        }
        double squares = 0;
        for (double component : unitSum) {
            squares += component * component;
        }
        return OptionalDouble.of((squares - items) / ((double) items * (items - 1)));
    }

    /** Dimensions in which all items have the same number, as delivered; empty for fewer than two items. */
    public OptionalLong deadDimensions() {
        return items < 2 ? OptionalLong.empty() : OptionalLong.of(dead.count());
    }

    /** The sample. */
    public Pool pool() {
        return pool;
    }

    /** The item of a hash that was asked for, if it is there. */
    public Optional<SampledItem> found(long hash) {
        return Optional.ofNullable(found.get(hash));
    }
}
