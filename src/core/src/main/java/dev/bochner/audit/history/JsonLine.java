package dev.bochner.audit.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.audit.metric.Finding;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.AuditReport.Retraining;
import java.util.List;
import java.util.Locale;

/**
 * An audit as one line of JSON, for whoever collects logs. Mapped by hand: the form is a contract with other programs, and
 * no class may change it by being renamed. Infinity, which JSON has no number for, is the string {@code "Infinity"} or
 * {@code "-Infinity"}.
 */
public final class JsonLine {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonLine() {}

    /** The line, without a line break at its end or anywhere in it. */
    public static String of(AuditReport report) {
        ObjectNode line = MAPPER.createObjectNode();
        AuditReport.Subject subject = report.subject();
        line.put("table", subject.table());
        line.put("run-id", subject.run());
        line.put("ds", subject.ds().toString());
        subject.against().ifPresent(against -> line.put("against", against.toString()));
        line.put("audited-at", subject.at().toString());
        line.put("verdict", report.verdict().level().label());
        putFindings(line.putArray("findings"), report.verdict().findings());
        ArrayNode retraining = line.putArray("retraining");
        report.retraining().forEach(answer -> putRetraining(retraining.addObject(), answer));
        ObjectNode metrics = line.putObject("metrics");
        report.metrics().forEach(metric -> putValue(metrics, metric));
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON nodes was not written", e);
        }
    }

    /** Those that are not passes: a line is read when something is wrong. */
    private static void putFindings(ArrayNode array, List<Finding> findings) {
        findings.stream().filter(finding -> finding.level() != Level.PASS).forEach(finding -> {
            ObjectNode node = array.addObject();
            node.put("level", finding.level().label());
            node.put("metric", finding.metric().name());
            node.put("message", finding.message());
        });
    }

    private static void putRetraining(ObjectNode node, Retraining retraining) {
        node.put("m", retraining.version().m());
        // A number may pass through a double on its way.
        node.put("seed", Long.toString(retraining.version().seed()));
        node.put("epoch", retraining.epoch());
        node.put("retrain", retraining.answer().name().toLowerCase(Locale.ROOT));
        node.put("reason", retraining.reason());
    }

    private static void putValue(ObjectNode metrics, Metric metric) {
        if (Double.isInfinite(metric.value())) {
            metrics.put(metric.name(), Double.toString(metric.value()));
        } else {
            metrics.put(metric.name(), metric.value());
        }
    }
}
