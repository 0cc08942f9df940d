/**
 * The mathematics of random Fourier features: the directions U, drawn from a seed alone, and the map
 * phi_m(h) = 1/sqrt(m) [cos(u_1.x), sin(u_1.x), ..., cos(u_m.x), sin(u_m.x)].
 *
 * <p><b>Symbols</b>, as in the paper:
 *
 * <ul>
 *   <li>h [d], the embedding of an item; x [d], the same after the spec's normalisation
 *   <li>W [length of h][d], a stabiliser's linear map of one day; y [d] = x W, which then stands for x; d is then the
 *       length of y
 *   <li>m, the number of directions; a feature vector has 2m columns
 *   <li>u_i [d], the i-th direction, a row of U [m][d], drawn from Q = N(0, sigma^2 I); u_ij its components
 *   <li>z_i = u_i.x, a projection, in radians
 *   <li>phi [2m], the feature vector: cos z_i in column 2i, sin z_i in column 2i + 1, each times 1/sqrt(m)
 * </ul>
 *
 * <p>Here i counts directions and j components, both from 0; s is the squared norm of h, k a number of quarter turns.
 *
 * <p><b>Read</b>
 *
 * <ol>
 *   <li>{@link dev.bochner.rff.FeatureSpec} and {@link dev.bochner.rff.Normalisation}: what names a feature version
 *       (with {@link dev.bochner.rff.Stabiliser}, where there is one, and {@link dev.bochner.rff.Sampler})
 *   <li>{@link dev.bochner.rff.Directions}: from a seed to U; NormalStream with its two steps Philox4x32 and NormalQuantile;
 *       OrthogonalRows
 *   <li>{@link dev.bochner.rff.FeatureMap}: the facade, which checks, and maps a row or a block of rows
 *   <li>{@link dev.bochner.rff.EmbeddingBlock}: the rows that are mapped together; Normaliser, from h to x;
 *       {@link dev.bochner.rff.Aligner}, from h to x W, with the {@link dev.bochner.rff.LinearMap} of a day
 *   <li>Kernel, and ReferenceKernel, which defines the bits; Projection, the part of it that a W needs too, and
 *       TransformStep, which uses it so; SinCos: sine and cosine out of additions, multiplications and FMAs
 *   <li>KernelChoice, between two that are fast and equal it: VectorKernel, with VectorProjection and VectorSinCos, where
 *       the module jdk.incubator.vector is, and LoopKernel, with LoopProjection, which needs nothing
 *   <li>{@link dev.bochner.rff.ErrorBound}: how far from the exact value a column may be
 *   <li>{@link dev.bochner.rff.Criterion}: from an error of the kernel to m, by what is promised; {@link
 *       dev.bochner.rff.Precision}, {@link dev.bochner.rff.Geometry} and {@link dev.bochner.rff.KernelError} are what it needs
 * </ol>
 *
 * <p>Knows the JDK and nothing else, and of that a module that may be absent at run time: no Spark, no Hadoop, no logging, no configuration.
 */
package dev.bochner.rff;
