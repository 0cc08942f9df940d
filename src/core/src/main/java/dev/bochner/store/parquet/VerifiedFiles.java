package dev.bochner.store.parquet;

import dev.bochner.store.DamagedFileException;
import dev.bochner.store.StoreException;
import dev.bochner.store.StoredFile;
import dev.bochner.store.tasks.JavaSerialized;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parquet files of a table, read by Spark once every byte of them has been compared with what is on record. Spark reads the
 * columns and row groups that a query wants, which no checksum of a file covers; so a task reads each file whole first. That
 * is one more pass over the bytes, from beginning to end, and one more Spark job, of a task for each file.
 */
public final class VerifiedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(VerifiedFiles.class);

    /** Directories of which it was said that their files have no checksum. */
    private static final Set<Path> SAID = ConcurrentHashMap.newKeySet();

    private VerifiedFiles() {}

    /**
     * The rows of some files, which are verified before this returns. Named one by one, files have no partition columns,
     * whatever directories they lie in.
     *
     * @param files one or more
     * @throws DamagedFileException if a file is not the one that was written
     * @throws StoreException if a file cannot be read
     */
    public static Dataset<Row> read(SparkSession spark, List<StoredFile> files) {
        require(spark, files);
        return spark.read().parquet(files.stream().map(StoredFile::uri).toArray(String[]::new));
    }

    /** The same without rows: verifies the files. */
    public static void require(SparkSession spark, List<StoredFile> files) {
        sayWhichCannotBeVerified(files);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> conf =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        try {
            context
                    .parallelize(IntStream.range(0, files.size()).boxed().toList(), Math.max(1, files.size()))
                    .map(new Damage(JavaSerialized.of(new ArrayList<>(files)), conf))
                    .collect()
                    .stream()
                    .filter(sentence -> !sentence.isEmpty())
                    .findFirst()
                    .ifPresent(sentence -> {
                        throw new DamagedFileException(sentence);
                    });
        } finally {
            conf.destroy();
        }
    }

    private static void sayWhichCannotBeVerified(List<StoredFile> files) {
        files.stream()
                .filter(file -> !file.facts().hasChecksum())
                .map(file -> file.path().getParent())
                .filter(SAID::add)
                .forEach(directory ->
                        LOG.warn("Files in {} have no checksum on record: only their lengths are compared", directory));
    }

    /** What is wrong with a file of a list, by its position; no text if nothing is. */
    private static final class Damage implements Function<Integer, String> {
        private static final long serialVersionUID = 1L;

        private final JavaSerialized<ArrayList<StoredFile>> files;
        private final Broadcast<SerializableConfiguration> conf;

        @SuppressWarnings("NonApiType") // What it is serialised as.
        Damage(JavaSerialized<ArrayList<StoredFile>> files, Broadcast<SerializableConfiguration> conf) {
            this.files = files;
            this.conf = conf;
        }

        @Override
        public String call(Integer position) {
            return files.value().get(position).damage(conf.value().value()).orElse("");
        }
    }
}
