/**
 * Table 1, task 2: films embedded by their titles and genres, and a network that recommends the next film from the films that
 * a user watched.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.deep.recommend.Table1Task2} (the order of events); {@code FilmTexts} and
 * {@code Viewings} (the data); {@code Refreshes} and {@code Variant} (what is compared); {@code TwoTowers}, {@code
 * TowersTraining}, {@code TrainingBatch} and {@code Recommender} (the network); {@code Ranking} (the score); {@code
 * Task2Findings} (the report).
 */
package dev.bochner.experiments.deep.recommend;
