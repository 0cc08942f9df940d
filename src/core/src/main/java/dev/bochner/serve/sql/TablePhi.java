package dev.bochner.serve.sql;

import dev.bochner.store.Snapshot;
import dev.bochner.store.SnapshotDates;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.tasks.JavaSerialized;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * {@code table_phi(table, m, seed, ds, embedding)}: the features that a published snapshot of a feature table has, or would
 * have, for an embedding of its day, bit for bit, its stabiliser's linear map W included.
 *
 * <p><b>Arguments:</b> table is the path of the table's root; ds a DATE, or a string like '2026-11-20'; embedding [length
 * of h], in any {@link EmbeddingEncoding}. <b>Result:</b> array&lt;float&gt; [2m]. Null in, null out; a snapshot that is
 * not published, one of a running mean, and what cannot be mapped fail the query with the value.
 *
 * <p>Each task reads the manifest, and W if there is one, once for each snapshot that it meets, with Hadoop's configuration
 * as the driver has it: a snapshot that was replaced counts from the next query on.
 *
 * <p>Public because code that Spark generates calls it.
 */
public final class TablePhi extends TypedFunction<ArrayData> {
    static final CatalogFunction FUNCTION = new CatalogFunction(
            "table_phi",
            "table_phi(table, m, seed, ds, embedding) - the features of an embedding as the published snapshot of that"
                    + " date has them, its stabiliser included; an array of 2m floats",
            TablePhi::bind);

    private static final long serialVersionUID = 1L;

    private final EmbeddingEncoding encoding;
    private final Broadcast<JavaSerialized<SerializableConfiguration>> hadoop;

    private transient Optional<PublishedMappers> mappers = Optional.empty();
    private transient Optional<Call> last = Optional.empty();

    private TablePhi(
            EmbeddingEncoding encoding, DataType[] types, Broadcast<JavaSerialized<SerializableConfiguration>> hadoop) {
        super(FUNCTION.name(), FeatureVectors.TYPE, types);
        this.encoding = encoding;
        this.hadoop = hadoop;
    }

    private static TablePhi bind(Arguments arguments) {
        arguments.requireCount(5, 5, "table, m, seed, ds, embedding");
        EmbeddingEncoding encoding = arguments.embedding(4);
        DataType[] types = {
            arguments.string(0, "table"),
            arguments.integer(1, "m"),
            arguments.integer(2, "seed"),
            arguments.date(3, "ds"),
            encoding.type()
        };
        return new TablePhi(encoding, types, hadoop(SparkSession.active()));
    }

    private static Broadcast<JavaSerialized<SerializableConfiguration>> hadoop(SparkSession spark) {
        Configuration conf = new Configuration(spark.sparkContext().hadoopConfiguration());
        // As for Spark's own sources: what the session has set counts too.
        CollectionConverters.asJava(spark.conf().getAll()).forEach(conf::set);
        return spark.sparkContext()
                .broadcast(
                        JavaSerialized.of(new SerializableConfiguration(conf)),
                        ClassTag$.MODULE$.apply(JavaSerialized.class));
    }

    /** Each call by itself: of another one the session, and so Hadoop's configuration, may be another. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Of an array, the date a string. */
    public ArrayData invoke(UTF8String table, long m, long seed, UTF8String ds, ArrayData embedding) {
        return map(table, m, seed, ds, embedding);
    }

    /** Of bytes, the date a string. */
    public ArrayData invoke(UTF8String table, long m, long seed, UTF8String ds, byte[] embedding) {
        return map(table, m, seed, ds, embedding);
    }

    /** Of an ML Vector, of which Spark hands over the struct behind it as an Object; the date a string. */
    public ArrayData invoke(UTF8String table, long m, long seed, UTF8String ds, Object embedding) {
        return map(table, m, seed, ds, embedding);
    }

    /** Of an array, the date in days since 1970. */
    public ArrayData invoke(UTF8String table, long m, long seed, int ds, ArrayData embedding) {
        return map(table, m, seed, ds, embedding);
    }

    /** Of bytes, the date in days since 1970. */
    public ArrayData invoke(UTF8String table, long m, long seed, int ds, byte[] embedding) {
        return map(table, m, seed, ds, embedding);
    }

    /** Of an ML Vector, the date in days since 1970. */
    public ArrayData invoke(UTF8String table, long m, long seed, int ds, Object embedding) {
        return map(table, m, seed, ds, embedding);
    }

    @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
    private ArrayData map(UTF8String table, long m, long seed, UTF8String ds, Object embedding) {
        if (table == null || ds == null || embedding == null) {
            return null;
        }
        Optional<Call> call = last;
        if (call.isEmpty() || !call.get().ds.equals(ds) || !call.get().isFor(table, m, seed)) {
            call = Optional.of(call(table, new Snapshot(version(m, seed), date(ds))));
            last = call;
        }
        return call.get().mapper.features(embedding);
    }

    @SuppressWarnings("NullAway") // As above.
    private ArrayData map(UTF8String table, long m, long seed, int ds, Object embedding) {
        if (table == null || embedding == null) {
            return null;
        }
        Optional<Call> call = last;
        if (call.isEmpty() || call.get().epochDay != ds || !call.get().isFor(table, m, seed)) {
            call = Optional.of(call(table, new Snapshot(version(m, seed), LocalDate.ofEpochDay(ds))));
            last = call;
        }
        return call.get().mapper.features(embedding);
    }

    private static VersionId version(long m, long seed) {
        return new VersionId(Arguments.directions(m), seed);
    }

    private static LocalDate date(UTF8String ds) {
        return SnapshotDates.parse(ds.toString());
    }

    private Call call(UTF8String table, Snapshot snapshot) {
        Optional<PublishedMappers> known = mappers.filter(PublishedMappers::isOfThisThread);
        if (known.isEmpty()) {
            known = Optional.of(
                    new PublishedMappers(encoding, hadoop.value().value().value()));
            mappers = known;
        }
        return new Call(table.clone(), snapshot, known.get().of(table.toString(), snapshot));
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        mappers = Optional.empty();
        last = Optional.empty();
    }

    /** What the function was last called with, and what it has ready for the next row. */
    private static final class Call {
        private final UTF8String table;
        private final VersionId version;
        private final UTF8String ds;
        private final int epochDay;
        private final EmbeddingMapper mapper;

        /** @param table in memory of its own: Spark writes the next row over that of a row */
        Call(UTF8String table, Snapshot snapshot, EmbeddingMapper mapper) {
            this.table = table;
            this.version = snapshot.version();
            this.ds = UTF8String.fromString(snapshot.ds().toString());
            this.epochDay = (int) snapshot.ds().toEpochDay();
            this.mapper = mapper;
        }

        boolean isFor(UTF8String otherTable, long m, long seed) {
            return m == version.m() && seed == version.seed() && table.equals(otherTable) && mapper.isOfThisThread();
        }
    }
}
