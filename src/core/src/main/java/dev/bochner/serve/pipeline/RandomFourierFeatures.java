package dev.bochner.serve.pipeline;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.serve.sql.FunctionLibrary;
import dev.bochner.store.source.BinaryType;
import dev.bochner.store.source.EmbeddingEncoding;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/**
 * Adds a column with the random Fourier features of a column of embeddings, as a stage of MLlib's pipelines:
 *
 * <pre>{@code
 * new Pipeline().setStages(new PipelineStage[] {
 *     new RandomFourierFeatures().setInputCol("embedding").setOutputCol("features").setM(64).setSeed(42),
 *     new LogisticRegression()
 * })
 * }</pre>
 *
 * <p><b>Columns:</b> in, any type of {@link EmbeddingEncoding}; out, an ML Vector [2m] or array&lt;float&gt; [2m]. Null in,
 * null out; an embedding that cannot be mapped fails the query with its value. <b>Bits:</b> those of the daily job without a
 * stabiliser; a Vector holds the same numbers as doubles. Embeddings may have any length, and of each length the features
 * are another table's.
 *
 * <p>In PySpark, a stage {@code SQLTransformer(statement="SELECT *, bochner.to_vector(bochner.phi(embedding, 64, 42)) AS
 * features FROM __THIS__")} gives the same, with the catalog of {@link FunctionLibrary}; and {@code bochner.table_phi} there
 * the features of a published table, its stabiliser included.
 */
public final class RandomFourierFeatures extends Transformer implements DefaultParamsWritable {
    /** The value of outputType for ML Vectors. */
    public static final String VECTOR = "vector";

    /** The value of outputType for arrays of float. */
    public static final String ARRAY = "array";

    private static final long serialVersionUID = 1L;

    /** A catalog of our own, since users may call theirs as they like, or have none. */
    private static final String CATALOG = "bochner_pipeline";

    private final String uid;
    private final Param<String> inputCol;
    private final Param<String> outputCol;
    private final IntParam m;
    private final LongParam seed;
    private final DoubleParam sigma;
    private final Param<String> normalisation;
    private final Param<String> outputType;
    private final Param<String> binaryType;

    /** With a uid of its own. */
    public RandomFourierFeatures() {
        this(Identifiable.randomUID("randomFourierFeatures"));
    }

    /** With a uid that is given, as copies and loaded stages have it. */
    public RandomFourierFeatures(String uid) {
        this.uid = uid;
        inputCol = new Param<>(this, "inputCol", "input column name: embeddings, as " + EmbeddingEncoding.TYPES);
        outputCol = new Param<>(this, "outputCol", "output column name");
        m = new IntParam(
                this,
                "m",
                "number of directions, 1 or more; features have 2m columns",
                ParamValidators.inRange(1, FeatureSpec.MAX_M));
        seed = new LongParam(this, "seed", "names the directions together with m; any 64-bit integer");
        sigma = new DoubleParam(
                this,
                "sigma",
                "standard deviation of each component of a direction, positive",
                ParamValidators.inRange(FeatureSpec.MIN_SIGMA, FeatureSpec.MAX_SIGMA));
        normalisation = new Param<>(
                this,
                "normalisation",
                "what happens to an embedding first: l2 (divided by its norm) or none",
                ParamValidators.inArray(List.of(Normalisation.L2.label(), Normalisation.NONE.label())));
        outputType = new Param<>(
                this,
                "outputType",
                "type of the output column: vector (ML Vector) or array (array<float>)",
                ParamValidators.inArray(List.of(VECTOR, ARRAY)));
        binaryType = new Param<>(
                this,
                "binaryType",
                "what the bytes of a binary input column are, little-endian: float32, float64 or float16",
                ParamValidators.inArray(
                        Stream.of(BinaryType.values()).map(BinaryType::label).toList()));
        setDefaults();
    }

    /** Those of the daily job's configuration, and of MLlib for a column's name. */
    private void setDefaults() {
        setDefault(outputCol, uid + "__output");
        setDefault(m, 64);
        setDefault(seed, 42L);
        setDefault(sigma, 1.0);
        setDefault(normalisation, Normalisation.L2.label());
        setDefault(outputType, VECTOR);
        setDefault(binaryType, BinaryType.FLOAT32.label());
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        Metadata metadata =
                transformSchema(dataset.schema()).apply(getOutputCol()).metadata();
        SparkSession spark = dataset.sparkSession();
        spark.conf().set("spark.sql.catalog." + CATALOG, FunctionLibrary.class.getName());
        return dataset.withColumn(getOutputCol(), features(embedding(dataset))).withMetadata(getOutputCol(), metadata);
    }

    private Column embedding(Dataset<?> dataset) {
        Column input = dataset.col(getInputCol());
        boolean isBinary = dataset.schema().apply(getInputCol()).dataType().equals(DataTypes.BinaryType);
        return isBinary ? functions.call_function(CATALOG + ".floats", input, functions.lit(getBinaryType())) : input;
    }

    private Column features(Column embedding) {
        Column phi = functions.call_function(
                CATALOG + ".phi",
                embedding,
                functions.lit(getM()),
                functions.lit(getSeed()),
                functions.lit(getSigma()),
                functions.lit(getNormalisation()));
        return isVector() ? functions.call_function(CATALOG + ".to_vector", phi) : phi;
    }

    private boolean isVector() {
        return getOutputType().equals(VECTOR);
    }

    /**
     * The schema with the output column.
     *
     * @throws IllegalArgumentException if the input column is missing, or of a type that holds no embedding, or the output
     * column exists
     */
    @Override
    public StructType transformSchema(StructType schema) {
        DataType type = schema.apply(getInputCol()).dataType();
        if (EmbeddingEncoding.of(type).isEmpty()) {
            throw new IllegalArgumentException("Input column " + getInputCol() + " is " + type.catalogString()
                    + ", expected " + EmbeddingEncoding.TYPES);
        }
        if (List.of(schema.fieldNames()).contains(getOutputCol())) {
            throw new IllegalArgumentException("Output column " + getOutputCol() + " already exists.");
        }
        return isVector()
                ? schema.add(
                        getOutputCol(),
                        SQLDataTypes.VectorType(),
                        true,
                        new AttributeGroup(getOutputCol(), 2 * getM()).toMetadata())
                : schema.add(getOutputCol(), DataTypes.createArrayType(DataTypes.FloatType, false), true);
    }

    @Override
    public RandomFourierFeatures copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads stages that were saved. */
    public static MLReader<RandomFourierFeatures> read() {
        return new DefaultParamsReadable<RandomFourierFeatures>() {}.read();
    }

    /** Reads a stage that was saved. */
    public static RandomFourierFeatures load(String path) {
        return read().load(path);
    }

    /** Name of the column with embeddings. */
    public Param<String> inputCol() {
        return inputCol;
    }

    /** Name of the column that is added. */
    public Param<String> outputCol() {
        return outputCol;
    }

    /** Number of directions. */
    public IntParam m() {
        return m;
    }

    /** Names the directions together with m. */
    public LongParam seed() {
        return seed;
    }

    /** Standard deviation of each component of a direction. */
    public DoubleParam sigma() {
        return sigma;
    }

    /** What happens to an embedding first. */
    public Param<String> normalisation() {
        return normalisation;
    }

    /** Type of the column that is added. */
    public Param<String> outputType() {
        return outputType;
    }

    /** What the bytes of a binary input column are. */
    public Param<String> binaryType() {
        return binaryType;
    }

    /** The input column; without default. */
    public RandomFourierFeatures setInputCol(String value) {
        return with(inputCol, value);
    }

    /** The output column; by default the uid and {@code __output}. */
    public RandomFourierFeatures setOutputCol(String value) {
        return with(outputCol, value);
    }

    /** The number of directions; 64 by default. */
    public RandomFourierFeatures setM(int value) {
        return with(m, value);
    }

    /** The seed; 42 by default. */
    public RandomFourierFeatures setSeed(long value) {
        return with(seed, value);
    }

    /** Sigma; 1 by default. */
    public RandomFourierFeatures setSigma(double value) {
        return with(sigma, value);
    }

    /** {@code l2}, the default, or {@code none}. */
    public RandomFourierFeatures setNormalisation(String value) {
        return with(normalisation, value);
    }

    /** {@link #VECTOR}, the default, or {@link #ARRAY}. */
    public RandomFourierFeatures setOutputType(String value) {
        return with(outputType, value);
    }

    /** {@code float32}, the default, {@code float64} or {@code float16}. */
    public RandomFourierFeatures setBinaryType(String value) {
        return with(binaryType, value);
    }

    private <T> RandomFourierFeatures with(Param<T> param, T value) {
        set(param, value);
        return this;
    }

    // MLlib's users look for getters of these names.

    /** The input column. */
    public String getInputCol() {
        return getOrDefault(inputCol);
    }

    /** The output column. */
    public String getOutputCol() {
        return getOrDefault(outputCol);
    }

    /** The number of directions. */
    public int getM() {
        return (int) getOrDefault(m);
    }

    /** The seed. */
    public long getSeed() {
        return (long) getOrDefault(seed);
    }

    /** Sigma. */
    public double getSigma() {
        return (double) getOrDefault(sigma);
    }

    /** The normalisation's label. */
    public String getNormalisation() {
        return getOrDefault(normalisation);
    }

    /** The type of the output column. */
    public String getOutputType() {
        return getOrDefault(outputType);
    }

    /** What the bytes of a binary input column are. */
    public String getBinaryType() {
        return getOrDefault(binaryType);
    }
}
