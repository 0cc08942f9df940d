/**
 * Figure A.1 and Table A.1: film reviews, and a bidirectional network that tells whether they are kind, with words embedded
 * by itself or beforehand.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.deep.sentiment.FigureA1} and {@link
 * dev.bochner.experiments.deep.sentiment.TableA1} (the order of events); {@code Reviews} (the data, as they are found),
 * {@code Vocabulary} and {@code Division} (the data, as they are learnt from); {@code SentimentNetwork} and {@code
 * SentimentTraining}; {@code FigureA1Findings} and {@code TableA1Findings} (what is told).
 *
 * <p>The data do not ship.
 */
package dev.bochner.experiments.deep.sentiment;
