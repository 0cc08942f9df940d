package dev.bochner.store.parquet;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * A feature file of synthetic rows: ids from 0, features a pure function of id and column, so that what is read back
 * can be checked without keeping what was written.
 *
 * @param rows number of rows
 * @param columns features of each
 * @param format how the file is written
 */
record FeatureFile(int rows, int columns, FileFormat format) {
    static final StructField ID = DataTypes.createStructField("id", DataTypes.LongType, true);

    static final StructField REGION = DataTypes.createStructField("region", DataTypes.StringType, true);

    /** As many rows at a time as the job's blocks have. */
    private static final int BLOCK = 64;

    static FeatureFile of(int rows, int columns, String codec) {
        return new FeatureFile(rows, columns, new FileFormat(codec, 128L << 20, TimestampEncoding.INT96, "4.1.0"));
    }

    FeatureFile withRowGroupBytes(long bytes) {
        FileFormat smaller = new FileFormat(format.compression(), bytes, format.timestamps(), format.sparkVersion());
        return new FeatureFile(rows, columns, smaller);
    }

    /** The features [columns] of a row: within +-1, of no regularity, never the same bits twice in a row. */
    float[] features(long id) {
        SplittableRandom random = new SplittableRandom(id * 0xD1342543DE82EF95L);
        float[] features = new float[columns];
        for (int i = 0; i < columns; i++) {
            features[i] = (float) random.nextDouble(-1, 1);
        }
        return features;
    }

    /** Writes the file, a block of rows at a time, the last one perhaps shorter. */
    FeatureFileWriter write(Path path, Configuration conf) throws IOException {
        FeatureFileWriter writer = FeatureFileWriter.create(path, conf, new RowLayout(ID, List.of()), format, columns);
        float[] block = new float[BLOCK * columns];
        for (int first = 0; first < rows; first += BLOCK) {
            int count = Math.min(BLOCK, rows - first);
            for (int i = 0; i < count; i++) {
                long id = (long) first + i;
                writer.copy(row(id));
                System.arraycopy(features(id), 0, block, i * columns, columns);
            }
            writer.features(block, 0, count);
        }
        writer.close();
        return writer;
    }

    /** An embedding row with this id; its embedding is of no interest to a file. */
    static InternalRow row(Object id, Object... carried) {
        Object[] values = new Object[RowLayout.FIRST_CARRIED + carried.length];
        values[RowLayout.ID] = id;
        System.arraycopy(carried, 0, values, RowLayout.FIRST_CARRIED, carried.length);
        return new GenericInternalRow(values);
    }
}
