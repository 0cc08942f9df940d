/**
 * Default thresholds, derived from what nobody needs to be told of: repeated trainings on the same data, or a table's
 * own ordinary days.
 *
 * <p><b>Read</b> {@link dev.bochner.audit.calibrate.Calibration}, then {@code DriftBound} (which measures can have a bound,
 * and what they are where nothing is in common), {@code Threshold} (how a bound is derived), {@link
 * dev.bochner.audit.calibrate.CalibrationAdvice} (what a report says of a threshold that is too narrow for a table).
 *
 * <p>Must not know how a figure is found, nor where snapshots are.
 */
package dev.bochner.audit.calibrate;
