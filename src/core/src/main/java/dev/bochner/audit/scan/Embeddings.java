package dev.bochner.audit.scan;

import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Normaliser;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.source.EmbeddingReader;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** Embeddings as a sketch meets them: read out of a row and normalised as the features' map does it. */
final class Embeddings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final EmbeddingEncoding encoding;
    private final int ordinal;
    private final int d;
    private final Normalisation normalisation;
    private transient EmbeddingReader reader;
    private transient Normaliser normaliser = new Normaliser();
    private transient float[] x;
    private transient double norm;

    Embeddings(EmbeddingEncoding encoding, int ordinal, int d, Normalisation normalisation) {
        this.encoding = encoding;
        this.ordinal = ordinal;
        this.d = d;
        this.normalisation = normalisation;
        this.reader = new EmbeddingReader(encoding, ordinal, d);
        this.x = new float[d];
    }

    /** Reads a row's; false if the map would refuse it. */
    boolean read(InternalRow row) {
        if (reader.read(row).isPresent()) {
            return false;
        }
        norm = Math.sqrt(reader.squaredNorm());
        return Double.isFinite(norm) && (norm > 0 || normalisation == Normalisation.NONE);
    }

    /** The embedding [d] last read, as delivered. */
    float[] h() {
        return reader.embedding();
    }

    /** The same, normalised: computed at each call, into the same array. */
    float[] x() {
        normaliser.apply(normalisation, reader.embedding(), x, 0);
        return x;
    }

    /** Its norm as delivered. */
    double norm() {
        return norm;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        reader = new EmbeddingReader(encoding, ordinal, d);
        normaliser = new Normaliser();
        x = new float[d];
    }
}
