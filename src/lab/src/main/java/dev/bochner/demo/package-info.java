/**
 * The quick start: two trainings of film embeddings on the MovieLens ratings that ship with the project, written as two
 * daily snapshots and published by the daily job.
 *
 * <p><b>Read</b> {@link dev.bochner.demo.Demo} for the order of events, then {@link dev.bochner.demo.MovieLens} (what is
 * read), {@link dev.bochner.demo.Item2Vec} (how embeddings are made of it), {@link dev.bochner.demo.DemoDirectory} (what
 * is written where) and {@link dev.bochner.demo.Movement} (what is measured at the end).
 *
 * <p>Uses the daily job as a user would, through a configuration file; must not know the command line.
 */
package dev.bochner.demo;
