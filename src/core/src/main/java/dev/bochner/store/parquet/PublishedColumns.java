package dev.bochner.store.parquet;

import dev.bochner.store.StoreException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What the footer of a feature file says of the columns beside the features. */
public final class PublishedColumns {
    private PublishedColumns() {}

    /**
     * The id and the carried columns, by Spark's types; reads one footer.
     *
     * @return empty if the file does not tell Spark's types
     * @throws StoreException if it cannot be read
     */
    public static Optional<StructType> copied(Path file, Configuration hadoop) {
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(file, hadoop),
                HadoopReadOptions.builder(hadoop, file)
                        .withMetadataFilter(ParquetMetadataConverter.SKIP_ROW_GROUPS)
                        .build())) {
            return Optional.ofNullable(
                            reader.getFileMetaData().getKeyValueMetaData().get(TableFile.SPARK_SCHEMA))
                    .map(json -> withoutFeatures((StructType) DataType.fromJson(json)));
        } catch (IOException | RuntimeException e) {
            throw new StoreException("Cannot read the footer of " + file, e);
        }
    }

    private static StructType withoutFeatures(StructType columns) {
        StructField[] fields = columns.fields();
        return new StructType(Arrays.copyOf(fields, fields.length - 1));
    }
}
