/**
 * Exports of the layer for other tools: what a server or a notebook needs to compute phi without Spark.
 *
 * <p><b>Read</b> {@link dev.bochner.serve.NpyFile}, which gives U to NumPy.
 *
 * <p>Knows {@code rff} and {@code store}; must not know Spark, configuration or commands.
 */
package dev.bochner.serve;
