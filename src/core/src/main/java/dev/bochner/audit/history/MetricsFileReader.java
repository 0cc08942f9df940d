package dev.bochner.audit.history;

import dev.bochner.audit.history.RecordedAudit.Figure;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Metric.Precision;
import dev.bochner.store.VersionId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads a metrics file, or one that somebody made of several. Its columns may be nullable, in any order, and among others;
 * what the history needs of them has to be there in every row. The schema is looked at before any row is.
 */
final class MetricsFileReader {
    private static final List<String> NEEDED =
            List.of("run_id", "ds", "audited_at", "m", "seed", "measure", "part", "value", "level", "verdict");

    private MetricsFileReader() {}

    /**
     * The audits in a file.
     *
     * @throws IOException if it cannot be read
     * @throws RuntimeException if it is not a metrics file, or a row of it has no meaning; the message says what was found
     */
    static List<RecordedAudit> read(Path file, Configuration conf) throws IOException {
        Map<String, List<Group>> runs = new LinkedHashMap<>();
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, conf))) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            requireColumns(schema);
            MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> rows = columns.getRecordReader(pages, new GroupRecordConverter(schema));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    Group group = rows.read();
                    runs.computeIfAbsent(text(group, "run_id"), run -> new ArrayList<>())
                            .add(group);
                }
            }
        }
        return runs.values().stream().map(MetricsFileReader::audit).toList();
    }

    private static void requireColumns(MessageType schema) {
        for (String name : NEEDED) {
            Type expected = MetricsFile.SCHEMA.getType(name);
            if (!schema.containsField(name)) {
                throw new IllegalArgumentException("there is no column " + name + ", expected those of a metrics file");
            }
            Type found = schema.getType(name);
            boolean same = found.isPrimitive()
                    && !found.isRepetition(Type.Repetition.REPEATED)
                    && found.asPrimitiveType().getPrimitiveTypeName()
                            == expected.asPrimitiveType().getPrimitiveTypeName()
                    && (!name.equals("audited_at")
                            || expected.getLogicalTypeAnnotation().equals(found.getLogicalTypeAnnotation()));
            if (!same) {
                throw new IllegalArgumentException("column " + name + " is " + found + ", expected " + expected);
            }
        }
    }

    /** @param rows of one run, at least one */
    private static RecordedAudit audit(List<Group> rows) {
        Group first = rows.get(0);
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (Group row : rows) {
            figure(row).ifPresent(figure -> {
                if (figures.put(figure.metric().name(), figure) != null) {
                    throw new IllegalArgumentException("run " + text(row, "run_id") + " has "
                            + figure.metric().name() + " twice");
                }
            });
        }
        return new RecordedAudit(
                text(first, "run_id"),
                date(text(first, "ds")),
                Instant.EPOCH.plus(required(first, "audited_at").getLong("audited_at", 0), ChronoUnit.MICROS),
                level(text(first, "verdict")),
                List.copyOf(figures.values()));
    }

    /** Empty for a measure that this program does not know (any more). */
    private static Optional<Figure> figure(Group row) {
        date(text(row, "ds"));
        double value = required(row, "value").getDouble("value", 0);
        String part = text(row, "part");
        Optional<Level> level = has(row, "level") ? Optional.of(level(text(row, "level"))) : Optional.empty();
        return Measure.of(text(row, "measure"))
                .map(measure -> new Figure(new Metric(measure, version(row), part, value, Precision.exact(0)), level));
    }

    private static Optional<VersionId> version(Group row) {
        return has(row, "m")
                ? Optional.of(new VersionId(
                        row.getInteger("m", 0), required(row, "seed").getLong("seed", 0)))
                : Optional.empty();
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "ds of a row is \"" + text + "\", expected a date such as 2026-11-20", e);
        }
    }

    private static Level level(String text) {
        return Level.of(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "level of a row is \"" + text + "\", expected pass, warn or fail"));
    }

    private static String text(Group row, String column) {
        return required(row, column).getString(column, 0);
    }

    private static Group required(Group row, String column) {
        if (!has(row, column)) {
            throw new IllegalArgumentException(column + " of a row is null, expected a value");
        }
        return row;
    }

    private static boolean has(Group row, String column) {
        return row.getFieldRepetitionCount(column) > 0;
    }
}
