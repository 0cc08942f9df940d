package dev.bochner.experiments.deep.sentiment;

/**
 * What somebody wrote about a film.
 *
 * @param positive whether the film was liked
 */
record Review(String text, boolean positive) {}
