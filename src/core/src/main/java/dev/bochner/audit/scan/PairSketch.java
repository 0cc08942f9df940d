package dev.bochner.audit.scan;

import dev.bochner.audit.drift.MomentMeasures;
import dev.bochner.audit.drift.Moments;
import dev.bochner.store.tasks.Sketch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What one pass over two days' embeddings, joined by id, tells: who came and went, the moments of the pairs, how each
 * number and each item changed, and the items that changed most.
 */
public final class PairSketch implements Sketch<PairSketch> {
    private static final long serialVersionUID = 1L;

    /** Ordinals of the arguments. */
    static final int HASH = 0;

    static final int ID = 1;
    static final int TODAY = 2;
    static final int BEFORE = 3;
    static final int WEIGHT = 4;

    private final PairScan.PairPlan plan;
    private final Embeddings today;
    private final Embeddings before;
    private final boolean hasMoments;
    private final Moments moments;
    private final LogHistogram elementVariances = new LogHistogram();
    private final LogHistogram newNorms = new LogHistogram();
    private final Segment all = new Segment();
    private final Segment head = new Segment();
    private final Segment tail = new Segment();
    private final PriorityQueue<Changed> leastChangedFirst = new PriorityQueue<>(Changed.LEAST_CHANGED_FIRST);
    private final float[] scratch;
    private long onlyToday;
    private long onlyBefore;
    private long lastHash;
    private boolean started;

    PairSketch(PairScan.PairPlan plan) {
        this.plan = plan;
        this.today = new Embeddings(plan.today(), TODAY, plan.d(), plan.normalisation());
        this.before = new Embeddings(plan.before(), BEFORE, plan.d(), plan.normalisation());
        this.hasMoments = MomentMeasures.isFeasible(plan.d());
        this.moments = new Moments(hasMoments ? plan.d() : 1);
        this.scratch = new float[plan.d()];
    }

    @Override
    public void update(InternalRow row) {
        long hash = row.getLong(HASH);
        if (started && hash == lastHash) {
            return; // The join sorts: a second copy of an id that the source has twice.
        }
        started = true;
        lastHash = hash;
        boolean hasToday = today.read(row);
        boolean hasBefore = before.read(row);
        if (hasToday && hasBefore) {
            pair(row);
        } else if (hasToday) {
            onlyToday++;
            newNorms.add(today.norm());
        } else if (hasBefore) {
            onlyBefore++;
        }
    }

    private void pair(InternalRow row) {
        float[] x = today.x();
        float[] y = before.x();
        if (hasMoments) {
            moments.add(x, y);
        }
        double squares = 0;
        for (int j = 0; j < x.length; j++) {
            double difference = (double) x[j] - y[j];
            elementVariances.add(difference * difference / 2);
            squares += difference * difference;
        }
        double cosine = plan.rotation().alignedCosine(x, y, scratch);
        all.add(cosine, squares / 2);
        if (plan.headAtLeast() > 0) {
            boolean popular = !row.isNullAt(WEIGHT) && row.getDouble(WEIGHT) >= plan.headAtLeast();
            (popular ? head : tail).add(cosine, squares / 2);
        }
        if (leastChangedFirst.size() < plan.mostChanged()
                || (!leastChangedFirst.isEmpty()
                        && cosine < leastChangedFirst.peek().cosine())) {
            keep(new Changed(cosine, plan.id().of(row, ID), x, y));
        }
    }

    private void keep(Changed changed) {
        leastChangedFirst.add(changed);
        if (leastChangedFirst.size() > plan.mostChanged()) {
            leastChangedFirst.poll();
        }
    }

    @Override
    public void add(PairSketch other) {
        moments.add(other.moments);
        elementVariances.add(other.elementVariances);
        newNorms.add(other.newNorms);
        all.add(other.all);
        head.add(other.head);
        tail.add(other.tail);
        other.leastChangedFirst.forEach(this::keep);
        onlyToday += other.onlyToday;
        onlyBefore += other.onlyBefore;
    }

    /** Sums over the items of both days; of no items where there are more dimensions than {@link MomentMeasures} decomposes. */
    public Moments moments() {
        return moments;
    }

    /** Variance of each number of each item between the two days, (x - y)^2 / 2. */
    public LogHistogram elementVariances() {
        return elementVariances;
    }

    /** Norms as delivered of the items that the day before did not have. */
    public LogHistogram newNorms() {
        return newNorms;
    }

    /** Items of both days. */
    public Segment all() {
        return all;
    }

    /** Those of them with a large weight. */
    public Segment head() {
        return head;
    }

    /** Those of them with a small weight. */
    public Segment tail() {
        return tail;
    }

    /** Items that the day before did not have. */
    public long onlyToday() {
        return onlyToday;
    }

    /** Items that today does not have. */
    public long onlyBefore() {
        return onlyBefore;
    }

    /** The items that changed most once rotation is taken out, the worst first. */
    public List<Changed> mostChanged() {
        List<Changed> changed = new ArrayList<>(leastChangedFirst);
        changed.sort(Comparator.comparingDouble(Changed::cosine).thenComparing(Changed::id));
        return List.copyOf(changed);
    }
}
