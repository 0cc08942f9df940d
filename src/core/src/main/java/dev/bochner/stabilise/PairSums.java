package dev.bochner.stabilise;

import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.tasks.Sketch;
import org.apache.spark.sql.catalyst.InternalRow;

/** The sketch of a pass over today's embeddings joined with the means of their items. Rows are (embedding, mean). */
final class PairSums implements Sketch<PairSums> {
    private static final long serialVersionUID = 1L;

    private final UnitEmbeddings today;
    private final UnitEmbeddings mean;
    private final ExactProducts products;

    PairSums(EmbeddingEncoding encoding, int d) {
        this.today = new UnitEmbeddings(encoding, 0, d);
        this.mean = new UnitEmbeddings(EmbeddingEncoding.FLOAT_ARRAY, 1, d);
        this.products = new ExactProducts(d);
    }

    @Override
    public void update(InternalRow row) {
        if (today.read(row) && mean.read(row)) {
            products.add(today.unit(), mean.unit());
        }
    }

    @Override
    public void add(PairSums other) {
        products.add(other.products);
    }

    ExactProducts products() {
        return products;
    }
}
