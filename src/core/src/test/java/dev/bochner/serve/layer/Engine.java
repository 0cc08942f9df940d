package dev.bochner.serve.layer;

/** A library that has loaded an exported layer. */
public interface Engine extends AutoCloseable {
    /**
     * Features [batch][2m].
     *
     * @param rows embeddings [batch][d]
     * @param d their length, which an empty batch has too
     */
    float[][] apply(float[][] rows, int d);

    @Override
    void close();
}
