/**
 * What audits leave for later: a Parquet file of all metrics of a run, so that any engine can follow a metric over the
 * dates, and a line of JSON for the log.
 *
 * <p><b>Read</b> {@link dev.bochner.audit.history.History}, {@code MetricsFile} (its columns),
 * {@link dev.bochner.audit.history.Trend}, {@link dev.bochner.audit.history.JsonLine}.
 *
 * <p>Must not know how a figure is found, nor where a run works before anything of it is visible.
 */
package dev.bochner.audit.history;
