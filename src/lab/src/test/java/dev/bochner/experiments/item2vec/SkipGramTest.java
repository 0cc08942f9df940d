package dev.bochner.experiments.item2vec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.item2vec.Epoch.Losses;
import dev.bochner.experiments.item2vec.Schedule.Optimiser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SkipGramTest {
    private static final int CLUSTERS = 4;
    private static final int TOKENS = 40;
    private static final Schema SMALL = new Schema(3, 3, 8, 1e-4);
    private static final Schedule SHORT = new Schedule(Optimiser.ADAM, 0.01, 64, 12, 1e-4, 3);
    private static final Schedule PAIRWISE = new Schedule(Optimiser.SGD, 0.1, 1, 12, 1e-4, 100);

    /** Users who stay within one of four clusters: token modulo 4. */
    private static Corpus planted() {
        SplittableRandom random = new SplittableRandom(3);
        List<int[]> sequences = new ArrayList<>();
        for (int user = 0; user < 200; user++) {
            int cluster = user % CLUSTERS;
            sequences.add(random.ints(20, 0, TOKENS / CLUSTERS)
                    .map(i -> CLUSTERS * i + cluster)
                    .toArray());
        }
        return Corpus.of(sequences, TOKENS);
    }

    @Test
    void itsGradientIsThatOfTheLossWithTheDecay() {
        Schema schema = new Schema(3, 3, 6, 0.05);
        SplittableRandom random = new SplittableRandom(1);
        Model model = new Model(Weights.gaussian(3, 6, random), Weights.gaussian(5, 6, random), schema);
        int[] targets = {4, 0, 2, 0};
        double loss = model.learn(1, targets, 1);

        assertEquals(model.loss(1, targets), loss, 1e-6);
        for (Weights weights : List.of(model.inputs(), model.outputs())) {
            for (int i = 0; i < weights.values().length; i++) {
                assertEquals(slope(model, targets, weights.values(), i), weights.gradient()[i], 1e-4, "variable " + i);
            }
        }
    }

    private static double slope(Model model, int[] targets, float[] values, int i) {
        float at = values[i];
        float h = 1f / 64;
        values[i] = at + h;
        double up = decayed(model, targets);
        values[i] = at - h;
        double down = decayed(model, targets);
        values[i] = at;
        return (up - down) / (2 * h);
    }

    private static double decayed(Model model, int[] targets) {
        double squares = squares(model.inputs().rows()[1]);
        for (int target : targets) {
            squares += squares(model.outputs().rows()[target]);
        }
        return model.loss(1, targets) + 0.05 / 2 * squares;
    }

    private static double squares(float[] row) {
        double sum = 0;
        for (float value : row) {
            sum += (double) value * value;
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(Optimiser.class)
    void learnsTheClustersThatArePlanted(Optimiser optimiser) {
        Schedule schedule = optimiser == Optimiser.ADAM ? SHORT : PAIRWISE;
        Trained trained = SkipGram.ofTokens(planted(), SMALL, schedule).train(1);

        List<Losses> losses = trained.losses();
        assertTrue(losses.get(losses.size() - 1).heldOut() < losses.get(0).heldOut() - 0.5, losses::toString);
        assertTrue(losses.get(losses.size() - 1).learnt() < losses.get(1).learnt(), losses::toString);
        assertEquals(TOKENS, nearestOfOwnCluster(trained.embeddings()));
    }

    @Test
    void learnsDocumentsToo() {
        Trained trained = SkipGram.ofDocuments(planted(), SMALL, SHORT).train(1);

        assertEquals(200, trained.embeddings().length);
        assertEquals(200, nearestOfOwnCluster(trained.embeddings()));
        assertEquals(TOKENS, trained.outputs().length);
    }

    /** How many rows have the row of the greatest cosine in their own cluster. */
    private static int nearestOfOwnCluster(float[][] rows) {
        int own = 0;
        for (int i = 0; i < rows.length; i++) {
            int nearest = -1;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < rows.length; j++) {
                double dot = 0;
                for (int k = 0; k < rows[i].length; k++) {
                    dot += rows[i][k] * rows[j][k];
                }
                double cosine = dot / Math.sqrt(squares(rows[j]));
                if (j != i && cosine > greatest) {
                    greatest = cosine;
                    nearest = j;
                }
            }
            own += nearest % CLUSTERS == i % CLUSTERS ? 1 : 0;
        }
        return own;
    }

    @ParameterizedTest
    @EnumSource(Optimiser.class)
    void aTrainingIsAFunctionOfItsSeed(Optimiser optimiser) {
        Schedule schedule = (optimiser == Optimiser.ADAM ? SHORT : PAIRWISE).exactly(2);
        SkipGram skipGram = SkipGram.ofTokens(planted(), SMALL, schedule);

        Trained first = skipGram.train(7);
        assertTrue(Arrays.deepEquals(first.embeddings(), skipGram.train(7).embeddings()));
        assertFalse(Arrays.deepEquals(first.embeddings(), skipGram.train(8).embeddings()));
    }

    @Test
    void endsWhenTheHeldOutPairsGainNoMore() {
        Trained trained = SkipGram.ofTokens(planted(), SMALL, SHORT.atMost(200)).train(1);

        List<Losses> losses = trained.losses();
        assertTrue(trained.epochs() < 200);
        double least = losses.stream()
                .limit(losses.size() - 3)
                .mapToDouble(Losses::heldOut)
                .min()
                .orElseThrow();
        for (Losses last : losses.subList(losses.size() - 3, losses.size())) {
            assertTrue(last.heldOut() >= least - 1e-4, losses::toString);
        }
    }

    @Test
    void showsEveryEpochAndTheStart() {
        List<Losses> seen = new ArrayList<>();
        List<float[][]> snapshots = new ArrayList<>();
        Trained trained = SkipGram.ofTokens(planted(), SMALL, SHORT.exactly(2)).train(1, epoch -> {
            seen.add(epoch.losses());
            snapshots.add(epoch.embeddings());
        });

        assertEquals(trained.losses(), seen);
        assertEquals(3, seen.size());
        assertFalse(Arrays.deepEquals(snapshots.get(0), snapshots.get(1)));
        assertArrayEquals(trained.embeddings(), snapshots.get(2));
    }

    @Test
    void drawsNegativesAsOftenAsTheirCountsSayAndNeverTheOutput() {
        Negatives negatives = new Negatives(new long[] {16, 0, 81, 1});
        int[] targets = new int[2];
        int[] counts = new int[4];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 90_000; i++) {
            negatives.draw(2, targets, random);
            counts[targets[1]]++;
        }

        assertEquals(0, counts[1]);
        assertEquals(0, counts[2]);
        // 16^0.75 = 8 to 1^0.75 = 1.
        assertEquals(80_000, counts[0], 500);
    }

    @Test
    void refusesACorpusWithoutPairs() {
        Corpus corpus = Corpus.of(List.of(new int[] {1}, new int[] {0}), 2);

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> SkipGram.ofTokens(corpus, SMALL, SHORT));
        assertEquals("The corpus has no pairs, expected a sequence of two tokens or more", e.getMessage());
    }
}
