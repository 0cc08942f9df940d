package dev.bochner.experiments.figures;

/** A chart. */
public sealed interface Chart permits LineChart, BarChart {
    /** Name of its file without the extension: lower-case letters, digits and hyphens. */
    String name();

    /** Title of the chart. */
    String title();

    /** The whole SVG file, the same for the same figures. */
    String svg();
}
