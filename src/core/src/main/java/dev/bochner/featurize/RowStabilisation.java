package dev.bochner.featurize;

import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import java.io.Serializable;
import java.time.LocalDate;

/** What happens to each row between its normalisation and phi, once the day's linear map is known. */
public sealed interface RowStabilisation extends Serializable {
    /** What is done to an embedding first. */
    Normalisation normalisation();

    /** W of the day. */
    LinearMap map();

    /** Features of x W. */
    record Linear(Normalisation normalisation, LinearMap map) implements RowStabilisation {}

    /**
     * Features of each item's mean, into which x W enters; means, ages and dates are written as the items of the day's state.
     *
     * @param ds the day
     * @param weight least share of x W in the mean; 1 if there is nothing to average with
     * @param maxAgeDays how long an item stays among the items after it left
     */
    record Averaged(Normalisation normalisation, LinearMap map, LocalDate ds, double weight, int maxAgeDays)
            implements RowStabilisation {}
}
