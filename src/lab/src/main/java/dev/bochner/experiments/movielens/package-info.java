/**
 * The reader of MovieLens files, without Spark: the films, and which films each user watched in which order.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.movielens.MovieLensFiles}.
 *
 * <p>Knows nothing of embeddings.
 */
package dev.bochner.experiments.movielens;
