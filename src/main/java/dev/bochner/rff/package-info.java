/**
 * The mathematics of random Fourier features: the directions U, drawn from a seed alone, and the map
 * phi_m(h) = 1/sqrt(m) [cos(u_1.h), sin(u_1.h), ..., cos(u_m.h), sin(u_m.h)].
 *
 * <p><b>Symbols</b>, as in the paper: h the embedding of an item, length d; m the number of directions; u_i the i-th
 * direction, a row of U [m][d], drawn from N(0, sigma^2 I); phi the feature vector, length 2m.
 *
 * <p><b>Read</b> {@link dev.bochner.rff.FeatureSpec}, then {@link dev.bochner.rff.Directions}, then {@link
 * dev.bochner.rff.FeatureMap}.
 *
 * <p>Knows the JDK and nothing else: no Spark, no Hadoop, no logging, no configuration.
 */
package dev.bochner.rff;
