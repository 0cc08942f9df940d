package dev.bochner.bench;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A whole job, from the input's files to files of features. */
interface Contender {
    /** Its name in the report. */
    String name();

    /** Does the work; all it writes is below a directory that does not exist yet. */
    void run(Path output);

    /** What it wrote, as (id, features): an array of float32, or its bytes, little-endian. */
    Dataset<Row> features(Path output);
}
