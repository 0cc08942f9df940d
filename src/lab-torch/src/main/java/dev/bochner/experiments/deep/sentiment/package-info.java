/**
 * Figure A.1 and Table A.1: a bidirectional network that classifies film reviews as positive or negative, with word vectors that
 * are trained with it or before.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.deep.sentiment.FigureA1} and {@link
 * dev.bochner.experiments.deep.sentiment.TableA1} (the order of events); {@code Reviews} (the reader), {@code Vocabulary} and
 * {@code Division} (the training data); {@code SentimentNetwork} and {@code SentimentTraining}; {@code FigureA1Findings} and
 * {@code TableA1Findings} (the reports).
 *
 * <p>The reviews do not ship with the project.
 */
package dev.bochner.experiments.deep.sentiment;
