package dev.bochner.audit.scan;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * The items whose ids have the smallest hashes: a sample of fixed size that is uniform over the items, does not depend on
 * partitions or order, and is the same every day as far as the items are the same.
 *
 * <p><b>Source:</b> bottom-k sampling, Cohen and Kaplan 2007.
 */
public final class Pool implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int capacity;
    private final PriorityQueue<SampledItem> largestFirst =
            new PriorityQueue<>((Comparator<SampledItem> & Serializable) (a, b) -> Long.compare(b.hash(), a.hash()));

    Pool(int capacity) {
        this.capacity = capacity;
    }

    /** Whether an item of this hash is to be added. */
    boolean wants(long hash) {
        return largestFirst.size() < capacity
                || (!largestFirst.isEmpty() && hash < largestFirst.peek().hash());
    }

    /** Adds an item that is wanted. */
    void add(SampledItem specimen) {
        largestFirst.add(specimen);
        if (largestFirst.size() > capacity) {
            largestFirst.poll();
        }
    }

    void add(Pool other) {
        other.largestFirst.stream().filter(specimen -> wants(specimen.hash())).forEach(this::add);
    }

    /** The items in order of their hash, each once. */
    public List<SampledItem> specimens() {
        TreeMap<Long, SampledItem> byHash = new TreeMap<>();
        largestFirst.forEach(specimen -> byHash.putIfAbsent(specimen.hash(), specimen));
        return List.copyOf(byHash.values());
    }
}
