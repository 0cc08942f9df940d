package dev.bochner.serve.cache;

/**
 * A key and the features of its row, as a bean: the form in which Spark hands a {@code float[]} to Java in bulk. As a
 * {@code Row} it would box every element. Public, and its methods named so, because Spark's generated code calls them.
 */
public final class KeyedFeatures {
    private byte[] key = {};
    private float[] features = {};

    public byte[] getKey() {
        return key;
    }

    public void setKey(byte[] key) {
        this.key = key;
    }

    public float[] getFeatures() {
        return features;
    }

    public void setFeatures(float[] features) {
        this.features = features;
    }
}
