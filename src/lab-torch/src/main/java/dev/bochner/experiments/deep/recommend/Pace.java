package dev.bochner.experiments.deep.recommend;

/**
 * How long the recommender learns, and in which portions.
 *
 * @param passage films of a passage that something is predicted from
 * @param batch passages of a step
 * @param epochs at most
 */
record Pace(int passage, int batch, int epochs) {}
