package dev.bochner.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A whole job, from the input's files to files of features, or what else is measured beside it. */
interface Contender {
    /** Its name in the report. */
    String name();

    /** Does the work; all it writes is below a directory that does not exist yet. */
    void run(Path output);

    /** What it wrote, as (id, features): an array of float32, or its bytes, little-endian. Empty if it makes none. */
    Optional<Dataset<Row>> features(Path output);
}
