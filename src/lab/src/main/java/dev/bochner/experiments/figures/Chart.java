package dev.bochner.experiments.figures;

/** A picture. */
public sealed interface Chart permits LineChart, BarChart {
    /** Of its file, without an ending: small letters, digits, hyphens. */
    String name();

    /** What it shows. */
    String title();

    /** The whole SVG file, the same for the same figures. */
    String svg();
}
