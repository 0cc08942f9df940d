package dev.bochner.featurize;

import dev.bochner.featurize.TaskReport.AttemptFile;
import dev.bochner.featurize.TaskReport.AttemptItems;
import dev.bochner.stabilise.StateItems;
import dev.bochner.store.VersionId;
import dev.bochner.store.parquet.FeatureFileWriter;
import dev.bochner.store.parquet.FileFormat;
import dev.bochner.store.parquet.QuarantineFileWriter;
import dev.bochner.store.parquet.RowLayout;
import dev.bochner.store.source.EmbeddingReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The files of one task attempt: one of each version, one of the quarantine, one of the stabiliser's items. Each is created when
 * its first row is written.
 */
final class AttemptFiles implements Closeable {
    private static final String QUARANTINE = "quarantine";
    private static final String STATE = "state";

    /** The columns between the id and the mean in a file of items. */
    private static final List<StructField> ITEM_COLUMNS = List.of(
            DataTypes.createStructField(StateItems.AGE, DataTypes.IntegerType, false),
            DataTypes.createStructField(StateItems.LAST_SEEN, DataTypes.DateType, false));

    /** The directories below the staging's {@code attempts/} in which task attempts create files of these versions. */
    static List<String> directories(List<VersionId> versions) {
        return Stream.concat(versions.stream().map(VersionId::toString), Stream.of(QUARANTINE, STATE))
                .toList();
    }

    private final Path directory;
    private final String fileName;
    private final Configuration conf;
    private final RowLayout rows;
    private final FileFormat format;
    private final Map<VersionId, FeatureFileWriter> features = new LinkedHashMap<>();
    private Optional<QuarantineFileWriter> quarantine = Optional.empty();
    private Optional<FeatureFileWriter> items = Optional.empty();

    AttemptFiles(Path directory, String fileName, Configuration conf, RowLayout rows, FileFormat format) {
        this.directory = directory;
        this.fileName = fileName;
        this.conf = conf;
        this.rows = rows;
        this.format = format;
    }

    /** Creates the file of a version. */
    FeatureFileWriter create(VersionId version, int columns) throws IOException {
        Path path = new Path(new Path(directory, version.toString()), fileName);
        FeatureFileWriter writer = FeatureFileWriter.create(path, conf, rows, format, columns);
        features.put(version, writer);
        return writer;
    }

    /** Creates the file of the items of the stabiliser's state. */
    FeatureFileWriter createItems(int d) throws IOException {
        Path path = new Path(new Path(directory, STATE), fileName);
        RowLayout layout = new RowLayout(rows.id(), ITEM_COLUMNS);
        FeatureFileWriter writer = FeatureFileWriter.create(path, conf, layout, format, StateItems.MEAN, d);
        items = Optional.of(writer);
        return writer;
    }

    void quarantine(InternalRow row, EmbeddingReader.RowRejection refusal, Optional<VersionId> version)
            throws IOException {
        if (quarantine.isEmpty()) {
            Path path = new Path(new Path(directory, QUARANTINE), fileName);
            quarantine = Optional.of(QuarantineFileWriter.create(path, conf, rows, format));
        }
        quarantine.get().write(row, refusal.reason().label(), refusal.detail(), version);
    }

    /** Returns path, length and checksum of the feature files; to be called after {@link #close()}. */
    List<AttemptFile> featureFiles() {
        List<AttemptFile> files = new ArrayList<>();
        features.forEach((version, writer) ->
                files.add(new AttemptFile(version, writer.path().toString(), writer.facts())));
        return files;
    }

    /** Returns path, length and checksum of the file of items; to be called after {@link #close()}. */
    List<AttemptItems> itemFiles() {
        return items.map(writer -> new AttemptItems(writer.path().toString(), writer.facts())).stream()
                .toList();
    }

    List<String> quarantineFiles() {
        return quarantine.map(writer -> writer.path().toString()).stream().toList();
    }

    @Override
    public void close() throws IOException {
        for (FeatureFileWriter writer : features.values()) {
            writer.close();
        }
        if (quarantine.isPresent()) {
            quarantine.get().close();
        }
        if (items.isPresent()) {
            items.get().close();
        }
    }

    /** Discards the files. A file that cannot be deleted now is deleted with the staging. */
    void discard() throws IOException {
        features.values().forEach(FeatureFileWriter::abandon);
        quarantine.ifPresent(QuarantineFileWriter::abandon);
        items.ifPresent(FeatureFileWriter::abandon);
        List<Path> paths = new ArrayList<>();
        features.values().forEach(writer -> paths.add(writer.path()));
        quarantine.ifPresent(writer -> paths.add(writer.path()));
        items.ifPresent(writer -> paths.add(writer.path()));
        for (Path path : paths) {
            FileSystem fs = path.getFileSystem(conf);
            fs.delete(path, false);
        }
    }
}
