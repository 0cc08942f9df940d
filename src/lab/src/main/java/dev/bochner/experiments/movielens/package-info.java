/**
 * MovieLens as GroupLens wrote it down, read without Spark: films, and what each user saw after what.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.movielens.MovieLensFiles}.
 *
 * <p>Knows nothing of embeddings.
 */
package dev.bochner.experiments.movielens;
