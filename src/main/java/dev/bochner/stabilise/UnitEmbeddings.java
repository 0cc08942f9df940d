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
        double norm = Math.sqrt(squares(h));
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
            return false;
        }
        for (int j = 0; j < d; j++) {
            unit[j] = h[j] / norm;
        }
        return true;
    }

    // Four sums: one would wait for itself at every step.
    private static double squares(float[] h) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 4 <= h.length; j += 4) {
            s0 += (double) h[j] * h[j];
            s1 += (double) h[j + 1] * h[j + 1];
            s2 += (double) h[j + 2] * h[j + 2];
            s3 += (double) h[j + 3] * h[j + 3];
        }
        for (; j < h.length; j++) {
            s0 += (double) h[j] * h[j];
        }
        return s0 + s1 + (s2 + s3);
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
