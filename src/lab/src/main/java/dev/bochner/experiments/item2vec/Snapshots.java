package dev.bochner.experiments.item2vec;

import java.util.List;
import java.util.TreeMap;

/** The embeddings of one training after some of its epochs. */
final class Snapshots {
    private static final List<Integer> KEPT = List.of(0, 1, 2, 3, 5, 8, 12, 16, 20, 25, 30, 40, 50);

    private final TreeMap<Integer, double[][]> byEpoch = new TreeMap<>();

    /** Keeps the embeddings after this epoch if it is one of those to keep. */
    void take(Epoch epoch) {
        if (KEPT.contains(epoch.losses().number())) {
            byEpoch.put(epoch.losses().number(), Representations.of(epoch.embeddings()));
        }
    }

    /** Numbers of the kept epochs that all trainings have reached. */
    static List<Integer> common(List<Snapshots> trainings) {
        return KEPT.stream()
                .filter(epoch -> trainings.stream().allMatch(each -> each.byEpoch.containsKey(epoch)))
                .toList();
    }

    /** The embeddings of all after an epoch that all have reached. */
    static List<double[][]> at(int epoch, List<Snapshots> trainings) {
        return trainings.stream().map(each -> each.byEpoch.get(epoch)).toList();
    }
}
