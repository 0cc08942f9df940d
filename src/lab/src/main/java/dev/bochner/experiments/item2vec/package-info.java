/**
 * Trainers of skip-gram embeddings, and the experiments of the paper that use film embeddings.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.item2vec.SkipGram}, the trainer in plain Java of embeddings of films, words and
 * documents, with its {@link dev.bochner.experiments.item2vec.Schema} and {@link dev.bochner.experiments.item2vec.Schedule};
 * {@link dev.bochner.experiments.item2vec.Corpus}, {@code Pairs}, {@code Negatives} and {@code HeldOut} (the training data);
 * {@code Model} (loss and gradient), {@code Weights}, {@code Descent} (Adam, SGD); {@link
 * dev.bochner.experiments.item2vec.Epoch} and {@link dev.bochner.experiments.item2vec.Trained} (the results). {@link
 * dev.bochner.experiments.item2vec.MllibItem2Vec} trains film embeddings with Spark MLlib's Word2Vec instead, for the demo, the
 * experiment on stability and the calibration of the audit; nothing else here uses Spark.
 *
 * <p>Then the experiments: {@link dev.bochner.experiments.item2vec.Figure1}, {@link
 * dev.bochner.experiments.item2vec.Table1Task1}, {@link dev.bochner.experiments.item2vec.FigureA3}, {@link
 * dev.bochner.experiments.item2vec.FigureA4}. {@code FilmCorpus} and {@code Trainings} train the embeddings, {@code
 * Representations} and {@code Variant} transform them; {@code Spread}, {@code Rotation} and {@code Outputs} measure how much
 * trainings differ; {@code Genres}, {@code Division}, {@code Learner}, {@code Penalty}, {@code GenreProbe} and {@code
 * AllGenresProbe} predict genres from them; {@code Figure1Findings}, {@code Table1Findings}, {@code F1Remark} and {@code
 * Judgement} report the findings.
 */
package dev.bochner.experiments.item2vec;
