package dev.bochner.audit.labels;

import dev.bochner.audit.metric.Metric;
import java.util.List;

/**
 * Figures, and why others are missing.
 *
 * @param metrics all that have a value
 * @param remarks one sentence each
 */
public record Measured(List<Metric> metrics, List<String> remarks) {
    public Measured {
        metrics = List.copyOf(metrics);
        remarks = List.copyOf(remarks);
    }
}
