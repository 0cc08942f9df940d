package dev.bochner.rff;

import java.util.Optional;

/**
 * Maps an embedding to its random Fourier features, phi_m(h) = 1/sqrt(m) [cos(u_1.x), sin(u_1.x), ..., cos(u_m.x),
 * sin(u_m.x)], where x is h after the spec's normalisation. Where the spec has a stabiliser, y = x W stands for x, with the
 * {@link LinearMap} W of the day.
 *
 * <p><b>Shapes:</b> h [d], with a W [rows of W]; U [m][d]; result [2m], interleaved. <b>Units:</b> dimensionless; u.x in radians.
 *
 * <p><b>Input:</b> float32. A caller with doubles casts each one to float; those beyond float32's range become
 * infinite, and the outcome is NOT_FINITE, so there is nothing to check beforehand but the length.
 *
 * <p><b>Normalisation l2:</b> s = sum of (double) h_j (double) h_j, j ascending, no FMA; x_j = (float) (h_j /
 * sqrt(s)).
 *
 * <p><b>Error:</b> each column within {@link ErrorBound} of the exact value for |u.x| up to {@link #MAX_PROJECTION};
 * beyond that the outcome is OUT_OF_RANGE, since an ulp of u.x would be a visible part of a turn.
 *
 * <p><b>Determinism:</b> the same bits on every JVM and CPU, in every thread, whatever was mapped before: one FMA
 * chain per projection, j ascending; sine and cosine are {@link SinCos}. On a CPU without FMA it is slow, not
 * different.
 *
 * <p>Immutable and thread-safe. Mapping allocates nothing, once a thread has made its first call and C2 has compiled the
 * code: until then the Vector API puts each vector on the heap.
 *
 * <p><b>Source:</b> the paper, section 5; Rahimi and Recht, "Random features for large-scale kernel machines", 2007.
 */
public final class FeatureMap {
    /** Largest |u.x| that is mapped, 2^16 radians. */
    public static final float MAX_PROJECTION = SinCos.LIMIT;

    private final FeatureSpec spec;
    private final Directions directions;
    private final Kernel kernel;
    private final Optional<TransformStep> transform;
    private final int inputLength;

    /** Largest |x| for which no projection is out of range. */
    private final double safeNorm;

    FeatureMap(FeatureSpec spec, Directions directions, Kernel kernel) {
        this(spec, directions, kernel, Optional.empty());
    }

    private FeatureMap(FeatureSpec spec, Directions directions, Kernel kernel, Optional<TransformStep> transform) {
        this.spec = spec;
        this.transform = transform;
        this.inputLength = transform.map(TransformStep::rows).orElse(spec.d());
        this.directions = directions;
        this.kernel = kernel;
        this.safeNorm = directions.safeNorm(MAX_PROJECTION);
    }

    /** What became of one embedding. */
    public enum Outcome {
        /** The features are in the output. */
        MAPPED,
        /** A component of the embedding is NaN or infinite. */
        NOT_FINITE,
        /** All components are zero, and the spec asks to divide by the norm. */
        ZERO_NORM,
        /** A projection is beyond {@link FeatureMap#MAX_PROJECTION}, or it or a component of x W overflowed. */
        OUT_OF_RANGE
    }

    /**
     * The map of a spec, with U drawn anew.
     *
     * @throws IllegalArgumentException if the spec has a stabiliser; the message says what to do
     */
    public static FeatureMap of(FeatureSpec spec) {
        requirePlain(spec);
        return of(spec, Directions.of(spec));
    }

    /**
     * The map of a spec, with U as drawn elsewhere.
     *
     * @throws IllegalArgumentException if U was drawn for another d, m, seed, sigma or sampler, or the spec has a stabiliser; the
     * message says what to do
     */
    public static FeatureMap of(FeatureSpec spec, Directions directions) {
        requirePlain(spec);
        directions.requireDrawnFor(spec);
        return new FeatureMap(spec, directions, KernelChoice.ofThisJvm().kernelOf(directions));
    }

    /**
     * The map of a spec whose stabiliser is a linear map, on one day: the bits of {@link Aligner} followed by the map of
     * {@link FeatureSpec#afterStabiliser}.
     *
     * @param directions U, drawn for this spec or for what is left of it after the stabiliser
     * @param transform W of the day [length of h][d]
     * @throws IllegalArgumentException if the spec has no stabiliser, or the running mean; if W has not d columns; if U was
     * drawn for another d, m, seed, sigma or sampler
     */
    public static FeatureMap of(FeatureSpec spec, Directions directions, LinearMap transform) {
        requireLinear(spec, transform);
        directions.requireDrawnFor(spec);
        return new FeatureMap(
                spec,
                directions,
                KernelChoice.ofThisJvm().kernelOf(directions),
                Optional.of(new TransformStep(spec.normalisation(), transform)));
    }

    /** @throws IllegalArgumentException if the spec has a stabiliser */
    static void requirePlain(FeatureSpec spec) {
        if (spec.stabiliser().isNone()) {
            return;
        }
        requireWithoutHistory(spec);
        throw new IllegalArgumentException("Features of stabiliser "
                + spec.stabiliser().kind().label()
                + " need the linear map of the day, expected it as third argument: FeatureMap.of(spec, directions, W)"
                + " with W from transform.npy of the state that the snapshot's manifest names");
    }

    /** @throws IllegalArgumentException if the stabiliser of the spec is not one that applies such a W */
    static void requireLinear(FeatureSpec spec, LinearMap transform) {
        if (spec.stabiliser().isNone()) {
            throw new IllegalArgumentException("Spec has no stabiliser, expected one that applies W;"
                    + " without one the map is FeatureMap.of(spec, directions)");
        }
        requireWithoutHistory(spec);
        if (transform.columns() != spec.d()) {
            throw new IllegalArgumentException(
                    "W has " + transform.columns() + " columns, expected " + spec.d() + ", the d of the spec");
        }
    }

    private static void requireWithoutHistory(FeatureSpec spec) {
        if (!spec.stabiliser().isLinear()) {
            throw new IllegalArgumentException(
                    "Features of stabiliser "
                            + spec.stabiliser().kind().label()
                            + " depend on the item's history and not on one embedding: read them in the table, or map the item's"
                            + " mean in the state that the snapshot's manifest names, by FeatureMap.of(spec.afterStabiliser())");
        }
    }

    /** The spec whose features these are. */
    public FeatureSpec spec() {
        return spec;
    }

    /** Length of an embedding that it takes: d, or the rows of W. */
    public int inputLength() {
        return inputLength;
    }

    /**
     * Maps h [{@link #inputLength}] into out [2m]; out is undefined unless the outcome is MAPPED.
     *
     * @throws IllegalArgumentException if h has another length or out has not length 2m
     */
    public Outcome tryApply(float[] h, float[] out) {
        checkLengths(h, out);
        Workspace workspace = Workspace.ofThread();
        Outcome outcome = project(workspace, h);
        if (outcome == Outcome.MAPPED && !kernel.map(projected(workspace), out)) {
            return Outcome.OUT_OF_RANGE;
        }
        return outcome;
    }

    /** Leaves in the workspace what U is applied to. */
    private Outcome project(Workspace workspace, float[] h) {
        float[] x = workspace.x(inputLength);
        Normaliser normaliser = workspace.normaliser();
        return transform.isPresent()
                ? transform.get().apply(normaliser, h, x, projected(workspace))
                : normaliser.apply(spec.normalisation(), h, x, 0);
    }

    private float[] projected(Workspace workspace) {
        return transform.isPresent() ? workspace.y(transform.get().stride()) : workspace.x(inputLength);
    }

    /**
     * Maps h [d] into out [2m].
     *
     * @throws IllegalArgumentException if a length is wrong, or the outcome is not MAPPED; the message names the
     * value
     */
    public void apply(float[] h, float[] out) {
        Outcome outcome = tryApply(h, out);
        switch (outcome) {
            case MAPPED -> {}
            case NOT_FINITE -> throw notFinite(h);
            case ZERO_NORM -> throw new IllegalArgumentException("Norm of h is 0, expected more for normalisation l2");
            case OUT_OF_RANGE -> throw outOfRange();
        }
    }

    /**
     * Whether no projection of an x of this norm can be beyond {@link #MAX_PROJECTION}: by Cauchy and Schwarz it is at
     * most the norm times that of the longest direction, and the roundings of the chain of FMAs are allowed for. Where
     * it is false, {@link #tryApply} tells.
     *
     * @param norm an upper bound of |x|, such as {@link EmbeddingBlock#lastNorm}
     */
    public boolean keepsInRange(double norm) {
        return norm <= safeNorm;
    }

    /**
     * Maps all rows of a block into out [rows][2m], row after row: the bits of {@link #tryApply}. A row that
     * {@link #keepsInRange} did not vouch for may be out of range: its columns are then undefined, the other rows' are
     * not affected. What lies in out behind the last row is left as it is.
     *
     * @throws IllegalArgumentException if the block is for another d or normalisation, or out is shorter than rows times
     * 2m, or this map applies a W
     */
    public void apply(EmbeddingBlock block, float[] out) {
        if (transform.isPresent()) {
            throw new IllegalArgumentException("The map applies W to one embedding at a time, expected one that needs"
                    + " none: gather what an Aligner makes, and map it by FeatureMap.of(spec.afterStabiliser())");
        }
        block.requireFor(spec);
        if (out.length < (long) block.rows() * spec.columns()) {
            throw new IllegalArgumentException("Length of out is " + out.length + ", expected at least "
                    + (long) block.rows() * spec.columns() + " for " + block.rows() + " rows");
        }
        kernel.mapBlock(block.x(), block.rows(), out);
    }

    /**
     * Which kernel this JVM maps with, for a log line: {@code Vector API, 8 lanes}, or {@code auto-vectorised loops} and
     * why.
     */
    public static String kernelDescription() {
        return KernelChoice.ofThisJvm().description();
    }

    /**
     * Whether this JVM maps two to three times slower than it could, for want of {@code --add-modules
     * jdk.incubator.vector}.
     */
    public static boolean vectorModuleIsMissing() {
        return KernelChoice.vectorModuleIsMissing();
    }

    private void checkLengths(float[] h, float[] out) {
        if (h.length != inputLength) {
            throw new IllegalArgumentException("Dimension of h is " + h.length + ", expected " + inputLength);
        }
        if (out.length != spec.columns()) {
            throw new IllegalArgumentException("Length of out is " + out.length + ", expected " + spec.columns());
        }
    }

    private static IllegalArgumentException notFinite(float[] h) {
        int j = 0;
        while (Float.isFinite(h[j])) {
            j++;
        }
        return new IllegalArgumentException("Component " + j + " of h is " + h[j] + ", expected a finite float32");
    }

    private IllegalArgumentException outOfRange() {
        float[] x = projected(Workspace.ofThread());
        for (int k = 0; k < spec.d(); k++) {
            if (!Float.isFinite(x[k])) {
                return new IllegalArgumentException(
                        "Component " + k + " of x W is " + x[k] + ", expected a finite float32");
            }
        }
        for (int i = 0; i < spec.m(); i++) {
            float z = ReferenceKernel.projection(directions.rows()[i], x, 0);
            if (!(Math.abs(z) <= MAX_PROJECTION)) {
                return new IllegalArgumentException("Projection " + i + " of h is " + z + ", expected -"
                        + MAX_PROJECTION + " to " + MAX_PROJECTION);
            }
        }
        throw new IllegalStateException("no projection of h is out of range, though the kernel found one");
    }
}
