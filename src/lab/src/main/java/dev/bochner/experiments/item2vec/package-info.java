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
 * <p>Then the experiments: {@link dev.bochner.experiments.item2vec.Figure1}, {@link
 * dev.bochner.experiments.item2vec.Table1Task1}, {@link dev.bochner.experiments.item2vec.FigureA3}, {@link
 * dev.bochner.experiments.item2vec.FigureA4}. FilmCorpus and Trainings make the embeddings, Representations and Variant what
 * is made of them; Spread, Rotation and Outputs measure how far trainings
 * lie apart; Genres, Division, Learner, Penalty, GenreProbe and
 * AllGenresProbe what can be told from them; Figure1Findings, Table1Findings, F1Remark and Judgement tell it.
 *
 * <p>No Spark, but for {@link dev.bochner.experiments.item2vec.MllibItem2Vec}, which trains film embeddings with MLlib's
 * Word2Vec for the demo, the experiment on stability and the calibration of the audit.
 */
package dev.bochner.experiments.item2vec;
