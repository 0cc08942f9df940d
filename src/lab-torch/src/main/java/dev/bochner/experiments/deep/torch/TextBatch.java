package dev.bochner.experiments.deep.torch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * A batch of texts, padded at the end to the length of the longest one, as a bidirectional network takes them. A text
 * without words counts as word 0.
 */
public final class TextBatch {
    private final int texts;
    private final int steps;
    private final int[] words;
    private final int[] reversed;
    private final float[] last;

    /** @param texts numbers of words; one text at least */
    public TextBatch(List<int[]> texts) {
        this.texts = texts.size();
        this.steps =
                texts.stream().mapToInt(text -> Math.max(1, text.length)).max().orElseThrow();
        this.words = new int[this.texts * steps];
        this.reversed = new int[words.length];
        this.last = new float[words.length];
        for (int i = 0; i < this.texts; i++) {
            fill(texts.get(i), i * steps);
        }
    }

    private void fill(int[] text, int from) {
        for (int step = 0; step < text.length; step++) {
            words[from + step] = text[step];
            reversed[from + step] = text[text.length - 1 - step];
        }
        last[from + Math.max(1, text.length) - 1] = 1;
    }

    /** Words, the words in reverse, and which step is the last one; each [texts][steps]. */
    public NDList inputs(NDManager manager) {
        Shape shape = new Shape(texts, steps);
        return new NDList(manager.create(words, shape), manager.create(reversed, shape), manager.create(last, shape));
    }

    /** Shapes that stand for those of any batch. */
    public static Shape[] shapes() {
        Shape shape = new Shape(1, 1);
        return new Shape[] {shape, shape, shape};
    }
}
