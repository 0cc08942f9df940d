/**
 * Charts as SVG, and tables as Markdown and as comma-separated values.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.figures.Table} with {@link dev.bochner.experiments.figures.Cell} and {@link
 * dev.bochner.experiments.figures.Estimate}; then {@link dev.bochner.experiments.figures.LineChart} with {@link
 * dev.bochner.experiments.figures.Series} (lines, bands, whiskers, histograms, densities), and {@link
 * dev.bochner.experiments.figures.BarChart}. They say what a chart shows; JFreeChart draws it, with the axes of {@code
 * ChartAxes} and the colours of {@code ChartTheme}, and {@code SvgFile} writes the file.
 *
 * <p>No other package uses JFreeChart and Batik. It must not know any experiment.
 */
package dev.bochner.experiments.figures;
