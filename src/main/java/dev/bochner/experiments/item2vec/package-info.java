/**
 * Skip-gram embeddings of films, words and documents, in plain Java, and the experiments of the paper that rest on
 * embeddings of films.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.item2vec.SkipGram} with its {@link
 * dev.bochner.experiments.item2vec.Schema} and {@link dev.bochner.experiments.item2vec.Schedule}; {@link
 * dev.bochner.experiments.item2vec.Corpus} and Pairs (what is learnt from), Negatives, HeldOut; Model (loss and gradient),
 * Weights, Descent (Adam, SGD); {@link dev.bochner.experiments.item2vec.Epoch} and {@link
 * dev.bochner.experiments.item2vec.Trained} (what comes out).
 *
 * <p>No Spark.
 */
package dev.bochner.experiments.item2vec;
