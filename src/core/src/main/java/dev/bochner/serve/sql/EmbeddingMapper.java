package dev.bochner.serve.sql;

import dev.bochner.rff.FeatureMap;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.source.EmbeddingReader;
import dev.bochner.store.source.EmbeddingReader.RowRejection;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** A map with the buffers of one thread: takes embeddings as Spark holds them, and gives features likewise. */
final class EmbeddingMapper {
    private final Thread owner = Thread.currentThread();
    private final FeatureMap map;
    private final String source;
    private final EmbeddingReader reader;
    private final float[] features;

    /** @param source what expects this length of embedding, for messages */
    EmbeddingMapper(FeatureMap map, EmbeddingEncoding encoding, String source) {
        this.map = map;
        this.source = source;
        this.reader = new EmbeddingReader(encoding, 0, map.inputLength());
        this.features = new float[map.spec().columns()];
    }

    FeatureMap map() {
        return map;
    }

    /** Spark may evaluate a function on the driver, and does not say in which thread. */
    boolean isOfThisThread() {
        return owner == Thread.currentThread();
    }

    /**
     * The features of an embedding, in memory of their own.
     *
     * @param embedding not null
     * @throws IllegalArgumentException if it cannot be mapped; the message names the value
     */
    ArrayData features(Object embedding) {
        Optional<RowRejection> refused = reader.readValue(embedding);
        if (refused.isPresent()) {
            throw new IllegalArgumentException("Embedding cannot be mapped by " + source + ": "
                    + refused.get().detail());
        }
        map.apply(reader.embedding(), features);
        return UnsafeArrayData.fromPrimitiveArray(features);
    }
}
