/**
 * The audit: whether today's refresh is safe, before anyone reads it.
 *
 * <p><b>Read</b> {@link dev.bochner.audit.Audit}, which goes analyzer, metric, constraint, verdict, report; {@link
 * dev.bochner.audit.BaselineDay} (which day it is compared with, and why not); where there is a stabiliser, {@link
 * dev.bochner.audit.StabilisationAudit} (the states of both days) and {@link dev.bochner.audit.StabilisedComparison} (before and
 * after). Then the rooms: {@code metric} (the words),
 * {@code scan} (the passes over the embeddings), {@code drift} (the mathematics), {@code labels} (what classes and models
 * tell), {@code report} and {@code history} (what remains of it), {@code calibrate} (where thresholds come from).
 *
 * <p>Reads and judges; must not publish, nor know the Spark stage that makes features: it recomputes them from the spec.
 */
package dev.bochner.audit;
