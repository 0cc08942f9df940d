package dev.bochner.serve.sql;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.serve.DrawnMaps;
import dev.bochner.store.source.EmbeddingEncoding;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Optional;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code phi(embedding, m, seed [, sigma [, normalisation]])}: the features of one embedding, bit for bit those that the
 * daily job publishes where there is no stabiliser. sigma is 1 and normalisation is l2 unless given.
 *
 * <p><b>Shapes:</b> embedding [d], in any {@link EmbeddingEncoding}, d taken from each row; result array&lt;float&gt;
 * [2m]. Null in, null out; what cannot be mapped fails the query with its value.
 *
 * <p>Public because code that Spark generates calls it.
 */
public final class Phi extends TypedFunction<ArrayData> {
    static final CatalogFunction FUNCTION = new CatalogFunction(
            "phi",
            "phi(embedding, m, seed [, sigma [, normalisation]]) - random Fourier features of an embedding, an array of"
                    + " 2m floats; sigma is 1.0 and normalisation 'l2' unless given",
            Phi::bind);

    private static final long serialVersionUID = 1L;
    private static final int ALL = 5;

    private final EmbeddingEncoding encoding;
    private transient Optional<Call> last = Optional.empty();

    private Phi(EmbeddingEncoding encoding, DataType[] types) {
        super(FUNCTION.name(), FeatureVectors.TYPE, types);
        this.encoding = encoding;
    }

    private static Phi bind(Arguments arguments) {
        arguments.requireCount(3, ALL, "embedding, m, seed, sigma, normalisation");
        EmbeddingEncoding encoding = arguments.embedding(0);
        DataType[] types = new DataType[arguments.count()];
        types[0] = encoding.type();
        types[1] = arguments.integer(1, "m");
        types[2] = arguments.integer(2, "seed");
        if (types.length > 3) {
            types[3] = arguments.number(3, "sigma");
        }
        if (types.length == ALL) {
            types[4] = arguments.string(4, "normalisation");
        }
        return new Phi(encoding, types);
    }

    /** Of an array. */
    public ArrayData invoke(ArrayData embedding, long m, long seed) {
        return map(embedding, m, seed, 1.0, Normalisation.L2);
    }

    /** Of an array, with sigma. */
    public ArrayData invoke(ArrayData embedding, long m, long seed, double sigma) {
        return map(embedding, m, seed, sigma, Normalisation.L2);
    }

    /** Of an array, with sigma and normalisation. */
    public ArrayData invoke(ArrayData embedding, long m, long seed, double sigma, UTF8String normalisation) {
        return map(embedding, m, seed, sigma, normalisation);
    }

    /** Of bytes. */
    public ArrayData invoke(byte[] embedding, long m, long seed) {
        return map(embedding, m, seed, 1.0, Normalisation.L2);
    }

    /** Of bytes, with sigma. */
    public ArrayData invoke(byte[] embedding, long m, long seed, double sigma) {
        return map(embedding, m, seed, sigma, Normalisation.L2);
    }

    /** Of bytes, with sigma and normalisation. */
    public ArrayData invoke(byte[] embedding, long m, long seed, double sigma, UTF8String normalisation) {
        return map(embedding, m, seed, sigma, normalisation);
    }

    /** Of an ML Vector, of which Spark hands over the struct behind it, as an Object. */
    public ArrayData invoke(Object embedding, long m, long seed) {
        return map(embedding, m, seed, 1.0, Normalisation.L2);
    }

    /** Of an ML Vector, with sigma. */
    public ArrayData invoke(Object embedding, long m, long seed, double sigma) {
        return map(embedding, m, seed, sigma, Normalisation.L2);
    }

    /** Of an ML Vector, with sigma and normalisation. */
    public ArrayData invoke(Object embedding, long m, long seed, double sigma, UTF8String normalisation) {
        return map(embedding, m, seed, sigma, normalisation);
    }

    @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
    private ArrayData map(Object embedding, long m, long seed, double sigma, UTF8String normalisation) {
        return normalisation == null
                ? null
                : map(embedding, m, seed, sigma, Normalisation.of(normalisation.toString()));
    }

    @SuppressWarnings("NullAway") // As above.
    private ArrayData map(Object embedding, long m, long seed, double sigma, Normalisation normalisation) {
        if (embedding == null) {
            return null;
        }
        int d = encoding.lengthOf(embedding);
        Optional<Call> call = last;
        if (call.isEmpty() || !call.get().isFor(d, m, seed, sigma, normalisation)) {
            FeatureSpec spec = FeatureSpec.gaussian(d, Arguments.directions(m), seed, sigma, normalisation);
            call = Optional.of(new Call(spec, encoding));
            last = call;
        }
        return call.get().mapper.features(embedding);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        last = Optional.empty();
    }

    /** What the function was last called with, and what it has ready for the next row. */
    private static final class Call {
        private final FeatureSpec spec;
        private final EmbeddingMapper mapper;

        Call(FeatureSpec spec, EmbeddingEncoding encoding) {
            this.spec = spec;
            this.mapper = new EmbeddingMapper(DrawnMaps.of(spec), encoding, "phi");
        }

        boolean isFor(int d, long m, long seed, double sigma, Normalisation normalisation) {
            return d == spec.d()
                    && m == spec.m()
                    && seed == spec.seed()
                    && sigma == spec.sigma()
                    && normalisation == spec.normalisation()
                    && mapper.isOfThisThread();
        }
    }
}
