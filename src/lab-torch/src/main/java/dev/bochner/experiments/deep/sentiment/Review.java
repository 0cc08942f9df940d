package dev.bochner.experiments.deep.sentiment;

/**
 * A review of a film.
 *
 * @param positive whether the review is positive
 */
record Review(String text, boolean positive) {}
