/**
 * The words of the audit: what is measured, what came out, what is asked of it.
 *
 * <p><b>Read</b> {@link dev.bochner.audit.metric.Measure} (the list of everything that can be measured),
 * {@link dev.bochner.audit.metric.Metric}, {@link dev.bochner.audit.metric.Constraint},
 * {@link dev.bochner.audit.metric.Verdict}.
 *
 * <p>Must not know Spark, Hadoop, or how a figure is found.
 */
package dev.bochner.audit.metric;
