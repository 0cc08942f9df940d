package dev.bochner.experiments.deep.recommend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A batch of passages, with negatives for each target that are drawn from the whole catalogue. */
final class TrainingBatch {
    static final int NEGATIVES = 3;

    private final Passages passages;
    private final int catalogue;
    private final List<int[]> seen = new ArrayList<>();
    private final List<int[]> candidates = new ArrayList<>();
    private final List<float[]> counted = new ArrayList<>();
    private int predictions;

    TrainingBatch(Passages passages, int catalogue) {
        this.passages = passages;
        this.catalogue = catalogue;
    }

    /** Adds a passage; padding has no weight in the loss. */
    void add(int passage, SplittableRandom random) {
        int[] films = passages.films(passage);
        int[] before = new int[passages.length()];
        int[] targets = new int[passages.length() * (1 + NEGATIVES)];
        float[] counts = new float[passages.length()];
        for (int step = 0; step + 1 < films.length; step++) {
            before[step] = films[step];
            counts[step] = 1;
            int at = step * (1 + NEGATIVES);
            targets[at] = films[step + 1];
            for (int k = 1; k <= NEGATIVES; k++) {
                targets[at + k] = other(films[step + 1], random);
            }
        }
        predictions += films.length - 1;
        seen.add(before);
        candidates.add(targets);
        counted.add(counts);
    }

    private int other(int film, SplittableRandom random) {
        int drawn = random.nextInt(catalogue - 1);
        return drawn < film ? drawn : drawn + 1;
    }

    /** Number of predicted films. */
    int predictions() {
        return predictions;
    }

    /** Inputs of the network. */
    NDList inputs(NDManager manager, NDArray representation) {
        int length = passages.length();
        return new NDList(
                rows(manager, representation, flat(seen), new Shape(seen.size(), length)),
                rows(manager, representation, flat(candidates), new Shape(seen.size(), length, 1 + NEGATIVES)));
    }

    /** Mean cross entropy of the targets among their candidates. */
    NDArray loss(NDManager manager, NDList outputs) {
        NDArray users = outputs.get(0).expandDims(2);
        NDArray scores = users.mul(outputs.get(1)).sum(new int[] {3});
        NDArray right = scores.logSoftmax(2).get("..., 0");
        NDArray counts = manager.create(counted.toArray(new float[0][]));
        return right.mul(counts).sum().div(-predictions);
    }

    /** Inputs of the network for one user, and films to score. */
    static NDList rows(NDManager manager, NDArray representation, int[] seen, int[] films) {
        return new NDList(
                rows(manager, representation, seen, new Shape(1, seen.length)),
                rows(manager, representation, films, new Shape(1, 1, films.length)));
    }

    private static NDArray rows(NDManager manager, NDArray representation, int[] films, Shape shape) {
        NDArray rows = representation.get(manager.create(films, shape));
        rows.attach(manager);
        return rows;
    }

    private static int[] flat(List<int[]> parts) {
        return parts.stream().flatMapToInt(Arrays::stream).toArray();
    }
}
