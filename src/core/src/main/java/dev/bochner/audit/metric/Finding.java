package dev.bochner.audit.metric;

/**
 * What a constraint says of a metric.
 *
 * @param message carries the figure and the bound it breaks
 */
public record Finding(Level level, Metric metric, String message) {}
