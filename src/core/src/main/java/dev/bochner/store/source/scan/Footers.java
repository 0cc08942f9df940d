package dev.bochner.store.source.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.types.StructType;

/** Looks into the footers of files, several at a time. */
record Footers(Configuration conf, StructType columns) {
    /** Opening a file is waiting, mostly. */
    private static final int THREADS = 16;

    /** Why files cannot be read here, in their order; empty for those that can. */
    List<Optional<String>> obstacles(List<SourceFile> files) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(THREADS, files.size())));
        try {
            List<Future<Optional<String>>> answers = new ArrayList<>();
            files.forEach(file -> answers.add(threads.submit(() -> obstacle(file))));
            List<Optional<String>> obstacles = new ArrayList<>();
            for (Future<Optional<String>> answer : answers) {
                obstacles.add(answer.get());
            }
            return obstacles;
        } catch (ExecutionException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<String> obstacle(SourceFile file) throws IOException {
        return FileColumns.obstacle(schema(file), columns).map(reason -> "in " + file.path() + " " + reason);
    }

    MessageType schema(SourceFile file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(
                SourceFile.opened(file.path(), file.length(), conf),
                HadoopReadOptions.builder(conf, file.path())
                        .withMetadataFilter(ParquetMetadataConverter.SKIP_ROW_GROUPS)
                        .build())) {
            return reader.getFileMetaData().getSchema();
        }
    }
}
