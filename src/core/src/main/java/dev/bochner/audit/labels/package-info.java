/**
 * What downstream models would notice: how well classes hold together in feature space, what a classifier of yesterday
 * is worth today, and what becomes of the scores of a model that somebody registered. Needs labels, or weights; everything
 * of the size of the data stays in Spark.
 *
 * <p><b>Read</b> {@link dev.bochner.audit.labels.LabelMeasures} (alignment and the stale probe),
 * {@link dev.bochner.audit.labels.LinearModel} and {@link dev.bochner.audit.labels.ModelMeasures} (registered models).
 *
 * <p>Must not know where labels and embeddings were read from, nor what is concluded from a figure.
 */
package dev.bochner.audit.labels;
