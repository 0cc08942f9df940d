package dev.bochner.featurize;

import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import java.io.Serializable;
import java.time.LocalDate;

/** The transformation of each row between its normalisation and phi, given the day's linear map. */
public sealed interface RowStabilisation extends Serializable {
    /** The normalisation that is applied to an embedding first. */
    Normalisation normalisation();

    /** The linear map W of the day. */
    LinearMap map();

    /** Features are computed from x W. */
    record Linear(Normalisation normalisation, LinearMap map) implements RowStabilisation {}

    /**
     * Features are computed from each item's running mean, which is updated with x W. Means, ages and dates are written as the
     * items of the day's state.
     *
     * @param ds the day
     * @param weight least weight of x W in the mean; 1 if there is no earlier state
     * @param maxAgeDays number of days for which an item stays in the state after it has disappeared from the source
     */
    record Averaged(Normalisation normalisation, LinearMap map, LocalDate ds, double weight, int maxAgeDays)
            implements RowStabilisation {}
}
