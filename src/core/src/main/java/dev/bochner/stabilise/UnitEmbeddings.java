package dev.bochner.stabilise;

import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.source.EmbeddingReader;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** Embeddings as a sketch meets them: read out of a row and divided by their norm in double, whatever phi does later. */
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

    /** Reads a row's; false if it is not there, not whole, not finite or 0, and so without a direction. */
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
