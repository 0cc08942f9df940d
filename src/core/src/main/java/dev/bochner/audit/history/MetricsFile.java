package dev.bochner.audit.history;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import dev.bochner.audit.metric.Finding;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * The columns of a metrics file, one row for each metric:
 * <pre>
 *   run_id STRING, ds STRING, against STRING?, audited_at TIMESTAMP,      of the run
 *   m INT?, seed BIGINT?, measure STRING, part STRING, value DOUBLE,      of the metric
 *   items BIGINT, half_width DOUBLE, precision STRING,                    how it was found
 *   level STRING?, message STRING?,                                       what its constraint says, the worst of several
 *   verdict STRING                                                        of the run
 * </pre>
 * Those with a question mark may be null: m and seed for a metric of the embeddings, level and message where nothing
 * judges the metric. Names and types are a contract with whoever queries the history; columns may be added, at the end.
 */
final class MetricsFile {
    static final MessageType SCHEMA = new MessageType(
            "metrics",
            text("run_id", REQUIRED),
            text("ds", REQUIRED),
            text("against", OPTIONAL),
            Types.required(INT64).as(timestampType(true, MICROS)).named("audited_at"),
            Types.optional(INT32).named("m"),
            Types.optional(INT64).named("seed"),
            text("measure", REQUIRED),
            text("part", REQUIRED),
            Types.required(DOUBLE).named("value"),
            Types.required(INT64).named("items"),
            Types.required(DOUBLE).named("half_width"),
            text("precision", REQUIRED),
            text("level", OPTIONAL),
            text("message", OPTIONAL),
            text("verdict", REQUIRED));

    private final AuditReport report;

    MetricsFile(AuditReport report) {
        this.report = report;
    }

    private static Type text(String name, Repetition repetition) {
        return Types.primitive(BINARY, repetition).as(stringType()).named(name);
    }

    Group row(Metric metric) {
        Group row = new SimpleGroup(SCHEMA);
        AuditReport.Subject subject = report.subject();
        row.add("run_id", subject.run());
        row.add("ds", subject.ds().toString());
        subject.against().ifPresent(against -> row.add("against", against.toString()));
        row.add("audited_at", ChronoUnit.MICROS.between(Instant.EPOCH, subject.at()));
        metric.version().ifPresent(version -> {
            row.add("m", version.m());
            row.add("seed", version.seed());
        });
        row.add("measure", metric.measure().label());
        row.add("part", metric.part());
        row.add("value", metric.value());
        putPrecision(row, metric.precision());
        finding(metric).ifPresent(finding -> {
            row.add("level", finding.level().label());
            row.add("message", finding.message());
        });
        row.add("verdict", report.verdict().level().label());
        return row;
    }

    private static void putPrecision(Group row, Metric.Precision precision) {
        row.add("items", precision.items());
        row.add("half_width", precision.halfWidth());
        row.add("precision", precision.kind().name().toLowerCase(Locale.ROOT));
    }

    private Optional<Finding> finding(Metric metric) {
        return report.verdict().findings().stream()
                .filter(finding -> finding.metric().equals(metric))
                .max(Comparator.comparing(Finding::level));
    }
}
