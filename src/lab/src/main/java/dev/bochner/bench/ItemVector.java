package dev.bochner.bench;

/**
 * An item and a vector of it, as a bean: the form in which Spark hands a {@code float[]} to a Java function, and takes
 * one, in bulk. As a {@code Row} it would box every element. Public, and its methods named so, because Spark's
 * generated code calls them.
 */
public final class ItemVector {
    private long id;
    private float[] vector = {};

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public float[] getVector() {
        return vector;
    }

    public void setVector(float[] vector) {
        this.vector = vector;
    }
}
