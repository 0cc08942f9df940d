package dev.bochner.stabilise;

import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.source.EmbeddingReader;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Reads embeddings out of the rows of a sketch and divides them by their norm in double precision, regardless of the
 * normalisation before phi.
 */
final class UnitEmbeddings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final EmbeddingEncoding encoding;
    private final int ordinal;
    private final int d;
    private transient EmbeddingReader reader;
    private transient double[] unit;

    UnitEmbeddings(EmbeddingEncoding encoding, int ordinal, int d) {
        this.encoding = encoding;
        this.ordinal = ordinal;
        this.d = d;
        this.reader = new EmbeddingReader(encoding, ordinal, d);
        this.unit = new double[d];
    }

    /**
     * Reads a row's embedding; returns false if it cannot be normalised, because it is null, of the wrong length, has null
     * elements, is not finite or is 0.
     */
    boolean read(InternalRow row) {
        if (reader.read(row).isPresent()) {
            return false;
        }
        float[] h = reader.embedding();
        double norm = Math.sqrt(reader.squaredNorm());
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
            return false;
        }
        for (int j = 0; j < d; j++) {
            unit[j] = h[j] / norm;
        }
        return true;
    }

    /** The unit vector [d] last read; the next {@link #read} overwrites it. */
    double[] unit() {
        return unit;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        reader = new EmbeddingReader(encoding, ordinal, d);
        unit = new double[d];
    }
}
