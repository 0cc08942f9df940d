package dev.bochner.experiments.deep.recommend;

/**
 * Length and batch size of the recommender's training.
 *
 * @param passage number of input films of a passage
 * @param batch number of passages in a step
 * @param epochs maximum number of epochs
 */
record Pace(int passage, int batch, int epochs) {}
