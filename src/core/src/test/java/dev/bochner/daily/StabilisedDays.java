package dev.bochner.daily;

import dev.bochner.audit.Audit;
import dev.bochner.rff.Aligner;
import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.store.Manifest;
import dev.bochner.store.Publication;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.PublishedSpec;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunSession;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StoredFile;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.EmbeddingSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Days of features of stabilised embeddings, staged or published by hand: row by row, without the job. */
final class StabilisedDays {
    private static final StructType FEATURES = new StructType()
            .add("id", DataTypes.StringType)
            .add("features", DataTypes.createArrayType(DataTypes.FloatType, false));
    private static final StructType ITEMS = new StructType()
            .add("id", DataTypes.StringType)
            .add("age", DataTypes.IntegerType)
            .add("last_seen", DataTypes.DateType)
            .add("mean", DataTypes.createArrayType(DataTypes.FloatType, false));

    private final SparkSession spark;
    private final DailyTable table;
    private final FeatureSpec spec;

    StabilisedDays(SparkSession spark, DailyTable table, FeatureSpec spec) {
        this.spark = spark;
        this.table = table;
        this.spec = spec;
    }

    /**
     * A day as it is to be written.
     *
     * @param embeddings as delivered
     * @param map W
     * @param means by id; empty for a linear stabiliser
     * @param age of all means
     * @param previous path of the state that this one follows
     */
    record Day(
            LocalDate ds,
            SortedMap<String, double[]> embeddings,
            LinearMap map,
            Map<String, float[]> means,
            int age,
            Optional<String> previous,
            int epoch) {
        Day withMeans(Map<String, float[]> others) {
            return new Day(ds, embeddings, map, others, age, previous, epoch);
        }

        Day inEpoch(int other) {
            return new Day(ds, embeddings, map, means, age, previous, other);
        }

        Day following(String path) {
            return new Day(ds, embeddings, map, means, age, Optional.of(path), epoch);
        }
    }

    /** What the day's embeddings are in the stabiliser's coordinates. */
    Map<String, float[]> aligned(SortedMap<String, double[]> embeddings, LinearMap map) {
        Aligner aligner = Aligner.of(spec.normalisation(), map);
        Map<String, float[]> aligned = new TreeMap<>();
        embeddings.forEach((id, h) -> {
            float[] y = new float[map.columns()];
            aligner.apply(narrow(h), y);
            aligned.put(id, y);
        });
        return aligned;
    }

    /** U V' of the unit vectors' products. */
    static LinearMap rotation(SortedMap<String, double[]> today, Map<String, float[]> onto) {
        RealMatrix c = new Array2DRowRealMatrix(
                today.get(today.firstKey()).length, onto.values().iterator().next().length);
        today.forEach((id, h) -> {
            float[] y = onto.get(id);
            double scale = 1 / (norm(h) * norm(widen(y)));
            for (int j = 0; j < h.length; j++) {
                for (int k = 0; k < y.length; k++) {
                    c.addToEntry(j, k, scale * h[j] * y[k]);
                }
            }
        });
        SingularValueDecomposition svd = new SingularValueDecomposition(c);
        double[][] w = svd.getU().multiply(svd.getVT()).getData();
        float[][] narrow = new float[w.length][];
        for (int j = 0; j < w.length; j++) {
            narrow[j] = narrow(w[j]);
        }
        return LinearMap.of(narrow);
    }

    /** Publishes a day with its state, whose path it gives. */
    String publish(Day day) {
        RunSession.Request request = RunSession.Request.of(
                Command.RUN, Optional.of(day.ds()), table.config().store());
        try (RunSession run = RunSession.begin(table.table(), request)) {
            VersionId version = VersionId.of(spec);
            Publication publication = Publication.of(run, day.ds(), List.of(version), Existing.REFUSE);
            Audit.Features staged = stage(run, day);
            StabiliserState state = staged.stabilised().orElseThrow().state();
            EmbeddingSnapshot source =
                    EmbeddingSnapshot.open(spark, table.config().source(), day.ds());
            Manifest.Input input = new Manifest.Input(
                    new PublishedSpec(spec.identity(), Directions.of(spec).sha256()),
                    new Manifest.Source(source.description(), source.fingerprint()),
                    List.of(),
                    Optional.of(spec.stabiliser().kind().label()));
            publication.publish(
                    List.of(new Manifest(
                            run.runId(),
                            day.ds(),
                            input,
                            staged.files(),
                            staged.counts(),
                            new Manifest.Lineage(
                                    "none",
                                    day.epoch(),
                                    day.previous().map(List::of).orElse(List.of()),
                                    Optional.of(state.path())),
                            new Manifest.Build("test", "none", "17"),
                            Instant.EPOCH)),
                    Optional.of(state));
            return state.path();
        }
    }

    /** Stages a day in a run. */
    Audit.Features stage(RunSession run, Day day) {
        VersionId version = VersionId.of(spec);
        Path features = write(run, features(day), FEATURES);
        run.staging().acceptIntoSnapshot(version, features);
        Manifest.DataFile file = described(new Path(run.staging().snapshot(version), features.getName()), day);
        List<Manifest.DataFile> items = new ArrayList<>();
        if (!day.means().isEmpty()) {
            Path means = write(run, items(day), ITEMS);
            run.staging().acceptIntoState(means);
            items.add(described(new Path(run.staging().state(), means.getName()), day));
        }
        boolean averages = spec.stabiliser().kind() == Kind.RUNNING_MEAN;
        StabiliserState state = new StabiliserState(
                run.runId(),
                day.ds(),
                averages ? Map.of("weight", "0.2") : Map.of(),
                day.previous(),
                day.epoch(),
                day.map(),
                items);
        List<StoredFile> itemFiles = StoredFile.in(run.staging().state(), items, "Run the test again");
        return new Audit.Features(
                spec,
                run.staging().snapshot(version),
                List.of(file),
                new Manifest.Counts(day.embeddings().size(), day.embeddings().size(), Map.of()),
                Optional.of(new Audit.Stabilised(state, itemFiles)));
    }

    private List<Row> features(Day day) {
        FeatureMap map = FeatureMap.of(spec.afterStabiliser());
        List<Row> rows = new ArrayList<>();
        (day.means().isEmpty() ? aligned(day.embeddings(), day.map()) : day.means()).forEach((id, vector) -> {
            float[] phi = new float[spec.columns()];
            map.apply(vector, phi);
            rows.add(RowFactory.create(id, boxed(phi)));
        });
        return rows;
    }

    private static List<Row> items(Day day) {
        List<Row> rows = new ArrayList<>();
        day.means()
                .forEach((id, mean) -> rows.add(RowFactory.create(id, day.age(), Date.valueOf(day.ds()), boxed(mean))));
        return rows;
    }

    private Path write(RunSession run, List<Row> rows, StructType schema) {
        Path directory = new Path(run.staging().attempts(), schema.fieldNames()[1]);
        spark.createDataFrame(rows, schema).coalesce(1).write().parquet(directory.toString());
        try {
            for (FileStatus file : fileSystem().listStatus(directory)) {
                if (file.getPath().getName().endsWith(".parquet")) {
                    return file.getPath();
                }
            }
            throw new IllegalStateException("Nothing was written to " + directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Manifest.DataFile described(Path file, Day day) {
        try {
            long bytes = fileSystem().getFileStatus(file).getLen();
            return new Manifest.DataFile(
                    file.getName(), day.embeddings().size(), bytes, Manifest.DataFile.NOT_RECORDED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileSystem fileSystem() throws IOException {
        return table.root().getFileSystem(spark.sparkContext().hadoopConfiguration());
    }

    /** The day's embeddings, every float as it is written. */
    static SortedMap<String, double[]> embeddings(LocalDate ds, UnaryOperator<SortedMap<String, double[]>> change) {
        return change.apply(PlantedDays.good(ds));
    }

    private static double norm(double[] h) {
        double squares = 0;
        for (double component : h) {
            squares += component * component;
        }
        return Math.sqrt(squares);
    }

    private static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int j = 0; j < wide.length; j++) {
            wide[j] = values[j];
        }
        return wide;
    }

    private static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int j = 0; j < narrow.length; j++) {
            narrow[j] = (float) values[j];
        }
        return narrow;
    }

    private static Float[] boxed(float[] values) {
        Float[] boxed = new Float[values.length];
        for (int j = 0; j < boxed.length; j++) {
            boxed[j] = values[j];
        }
        return boxed;
    }
}
