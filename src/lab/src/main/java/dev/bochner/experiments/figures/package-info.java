/**
 * What figures are shown in: charts as SVG, tables as Markdown and as comma-separated values.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.figures.Table} with {@link dev.bochner.experiments.figures.Cell} and {@link
 * dev.bochner.experiments.figures.Estimate}; then {@link dev.bochner.experiments.figures.LineChart} with {@link
 * dev.bochner.experiments.figures.Series} (lines, bands, whiskers, histograms, densities), and {@link
 * dev.bochner.experiments.figures.BarChart}; {@code Frame}, {@code Ticks} and {@code Svg} draw.
 *
 * <p>The JDK alone: neither display nor fonts are needed. It must not know any experiment.
 */
package dev.bochner.experiments.figures;
