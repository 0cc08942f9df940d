/**
 * The quick start: two trainings of film embeddings on the MovieLens ratings that ship with the project, written as two
 * daily snapshots and published by the daily job.
 *
 * <p><b>Read</b> {@link dev.bochner.demo.Demo} for the order of events, then {@code DemoDirectory} (which files are
 * written where) and {@code Movement} (what is measured at the end).
 * The ratings are read by {@code experiments.movielens}, the embeddings are trained by {@link
 * dev.bochner.experiments.item2vec.MllibItem2Vec}.
 *
 * <p>Uses the daily job as a user would, through a configuration file; must not know the command line.
 */
package dev.bochner.demo;
