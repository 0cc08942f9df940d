package dev.bochner.config;

import dev.bochner.rff.Normalisation;
import java.util.OptionalInt;

/** One feature version as configured; d may be left to the table's spec or to the first snapshot. */
public record VersionConfig(int m, long seed, double sigma, Normalisation normalisation, OptionalInt d) {}
