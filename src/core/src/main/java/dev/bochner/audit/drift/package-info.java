/**
 * The mathematics of drift between two days: pure Java, no Spark. Symbols: X [n][d] holds today's embeddings, Y [n][d]
 * those of the day before, row for row the same item; A = X'X, B = Y'Y, C = X'Y.
 *
 * <p><b>Read</b> {@link dev.bochner.audit.drift.Moments} (one pass over pairs),
 * {@link dev.bochner.audit.drift.MomentMeasures} (what follows from them exactly),
 * {@link dev.bochner.audit.drift.Rotation}, {@link dev.bochner.audit.drift.SampleMeasures} and
 * {@link dev.bochner.audit.drift.PhiMeasures} (what needs pairs of items, on a sample),
 * {@link dev.bochner.audit.drift.RowCheck} (whether stored features are those of their spec); of stabilised days {@link
 * dev.bochner.audit.drift.StabilisedMeasures}, {@link dev.bochner.audit.drift.Lag} and {@link
 * dev.bochner.audit.drift.MeanCheck}.
 *
 * <p>Linear algebra is LAPACK translated to Java ({@link dev.bochner.audit.drift.Lapack}), which Spark brings, never a native
 * dispatch: the same figures on every machine.
 */
package dev.bochner.audit.drift;
