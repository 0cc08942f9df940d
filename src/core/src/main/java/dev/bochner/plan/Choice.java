package dev.bochner.plan;

import dev.bochner.rff.Criterion;

/**
 * What one criterion comes to.
 *
 * @param m the least number of directions that keeps its promise
 * @param promise what is promised, in one sentence
 */
public record Choice(Criterion criterion, long m, String promise) {}
