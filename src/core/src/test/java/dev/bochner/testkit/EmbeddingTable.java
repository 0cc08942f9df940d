package dev.bochner.testkit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A synthetic snapshot of embeddings: a pure function of its components, so that a test can ask for any vector again
 * without reading what Spark wrote. Columns: {@code id BIGINT, embedding ARRAY<FLOAT>}, and the carried ones as STRING.
 * Good rows have the ids 0 to rows - 1; broken ones follow, so they never change what becomes of the good ones.
 *
 * @param rows number of good rows
 * @param d length of an embedding
 * @param seed two tables with different seeds hold different vectors for the same id
 * @param broken how many ids there are of each kind of defect
 * @param carried names of further columns; the value is the name and the id
 */
public record EmbeddingTable(long rows, int d, long seed, Map<Defect, Integer> broken, List<String> carried)
        implements Serializable {

    /** What can be wrong with a row. */
    public enum Defect {
        NULL_ID,
        NULL_EMBEDDING,
        TOO_SHORT,
        TOO_LONG,
        NULL_ELEMENT,
        NAN,
        INFINITE,
        ALL_ZERO,
        /** An id with two rows, each good by itself. */
        DUPLICATE_ID
    }

    public EmbeddingTable {
        // Ordered: the ids of broken rows follow the order of the defects.
        Map<Defect, Integer> ordered = new EnumMap<>(Defect.class);
        ordered.putAll(broken);
        broken = Collections.unmodifiableMap(ordered);
        carried = List.copyOf(carried);
    }

    public static EmbeddingTable of(long rows, int d, long seed) {
        return new EmbeddingTable(rows, d, seed, Map.of(), List.of());
    }

    /** Adds ids whose rows are broken in this way. */
    public EmbeddingTable withBroken(Defect defect, int ids) {
        Map<Defect, Integer> more = new EnumMap<>(Defect.class);
        more.putAll(broken);
        more.put(defect, ids);
        return new EmbeddingTable(rows, d, seed, more, carried);
    }

    public EmbeddingTable withCarried(String... columns) {
        return new EmbeddingTable(rows, d, seed, broken, List.of(columns));
    }

    /** The embedding [d] that a good row with this id holds: standard normal, hence never all zero. */
    public float[] embedding(long id) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + id);
        float[] h = new float[d];
        for (int j = 0; j < d; j++) {
            h[j] = (float) random.nextGaussian();
        }
        return h;
    }

    public String carriedValue(String column, long id) {
        return column + "-" + id;
    }

    public LongStream goodIds() {
        return LongStream.range(0, rows);
    }

    /** The ids of the rows broken in this way. Rows of NULL_ID hold null instead. */
    public LongStream brokenIds(Defect defect) {
        long first = rows;
        for (Map.Entry<Defect, Integer> entry : broken.entrySet()) {
            if (entry.getKey() == defect) {
                return LongStream.range(first, first + entry.getValue());
            }
            first += entry.getValue();
        }
        return LongStream.empty();
    }

    /** Rows broken in this way: two for each id of DUPLICATE_ID, else one. */
    public long brokenRows(Defect defect) {
        return brokenIds(defect).count() * (defect == Defect.DUPLICATE_ID ? 2 : 1);
    }

    public StructType schema() {
        StructType schema = new StructType()
                .add("id", DataTypes.LongType)
                .add("embedding", DataTypes.createArrayType(DataTypes.FloatType, true));
        for (String column : carried) {
            schema = schema.add(column, DataTypes.StringType);
        }
        return schema;
    }

    /** All rows, in no particular order. */
    public Dataset<Row> dataset(SparkSession spark) {
        Dataset<Row> good = spark.range(rows).map((MapFunction<Long, Row>) this::goodRow, Encoders.row(schema()));
        return good.union(spark.createDataFrame(brokenRows(), schema()));
    }

    /** Writes all rows as Parquet into a directory that must not exist, as this many files of about equal size. */
    public void write(SparkSession spark, String path, int files) {
        // By a hash, since good rows alone may come in one partition; a file of each is wanted even for few rows.
        dataset(spark).repartition(files).write().parquet(path);
    }

    private List<Row> brokenRows() {
        List<Row> all = new ArrayList<>();
        for (Defect defect : broken.keySet()) {
            brokenIds(defect).forEach(id -> all.addAll(brokenRows(defect, id)));
        }
        return all;
    }

    private List<Row> brokenRows(Defect defect, long id) {
        float[] h = embedding(id);
        return switch (defect) {
            case NULL_ID -> List.of(row(null, id, boxed(h)));
            case NULL_EMBEDDING -> List.of(row(id, id, null));
            case TOO_SHORT -> List.of(row(id, id, boxed(Arrays.copyOf(h, d - 1))));
            case TOO_LONG -> List.of(row(id, id, boxed(Arrays.copyOf(h, d + 1))));
            case NULL_ELEMENT -> List.of(row(id, id, withElement(h, id, null)));
            case NAN -> List.of(row(id, id, withElement(h, id, Float.NaN)));
            case INFINITE -> List.of(row(id, id, withElement(h, id, infinity(id))));
            case ALL_ZERO -> List.of(row(id, id, boxed(new float[d])));
            case DUPLICATE_ID -> List.of(row(id, id, boxed(h)), row(id, id, boxed(embedding(-id))));
        };
    }

    private Row goodRow(long id) {
        return row(id, id, boxed(embedding(id)));
    }

    private Row row(Long idValue, long id, Float[] embedding) {
        List<Object> values = new ArrayList<>();
        values.add(idValue);
        values.add(embedding);
        carried.forEach(column -> values.add(carriedValue(column, id)));
        return RowFactory.create(values.toArray());
    }

    private static float infinity(long id) {
        return id % 2 == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    }

    /** Puts a value at a position that depends on the id: first, last and middle ones all come up. */
    private Float[] withElement(float[] h, long id, Float value) {
        Float[] elements = boxed(h);
        elements[(int) (id % d)] = value;
        return elements;
    }

    private static Float[] boxed(float[] h) {
        Float[] elements = new Float[h.length];
        Arrays.setAll(elements, j -> h[j]);
        return elements;
    }
}
