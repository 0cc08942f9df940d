package dev.bochner.experiments.stability;

import java.util.Map;
import java.util.function.LongPredicate;

/** The classes that one classifier gave to the items of one day. */
final class Predictions {
    private final Labels labels;
    private final Map<Long, Integer> byId;

    Predictions(Labels labels, Map<Long, Integer> byId) {
        this.labels = labels;
        this.byId = byId;
    }

    /** Share of the items that are classified correctly. */
    double accuracy() {
        return accuracy(id -> true);
    }

    /** Share of the selected items that are classified correctly. */
    double accuracy(LongPredicate some) {
        long right = byId.entrySet().stream()
                .filter(entry -> some.test(entry.getKey()) && entry.getValue() == labels.of(entry.getKey()))
                .count();
        return (double) right / byId.keySet().stream().filter(some::test).count();
    }

    /** F1 of each class that occurs among the items (0 where none was found), mean over the classes. */
    double macroF1() {
        int[] right = new int[labels.classes()];
        int[] predicted = new int[labels.classes()];
        int[] actual = new int[labels.classes()];
        byId.forEach((id, label) -> {
            predicted[label]++;
            actual[labels.of(id)]++;
            if (label == labels.of(id)) {
                right[label]++;
            }
        });
        double sum = 0;
        int occurring = 0;
        for (int label = 0; label < actual.length; label++) {
            if (actual[label] > 0) {
                sum += 2.0 * right[label] / (predicted[label] + actual[label]);
                occurring++;
            }
        }
        return sum / occurring;
    }

    /** Share of the items in both sets of predictions that are assigned to different classes. */
    double disagreement(Predictions other) {
        long common = byId.keySet().stream().filter(other.byId::containsKey).count();
        long same = byId.entrySet().stream()
                .filter(entry -> entry.getValue().equals(other.byId.get(entry.getKey())))
                .count();
        return (double) (common - same) / common;
    }
}
