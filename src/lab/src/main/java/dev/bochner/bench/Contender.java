package dev.bochner.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A job that is measured, usually from input files to files of features. */
interface Contender {
    /** Its name in the report. */
    String name();

    /** Runs the job, which writes into a directory that does not exist yet. */
    void run(Path output);

    /**
     * The features that the job wrote, as (id, features): an array of float32, or its little-endian bytes. Empty if
     * the job makes none.
     */
    Optional<Dataset<Row>> features(Path output);
}
