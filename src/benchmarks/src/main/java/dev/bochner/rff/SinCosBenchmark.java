package dev.bochner.rff;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds per pair of sine and cosine, scaled and interleaved, of 1024 projections at hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SinCosBenchmark {
    private static final int PAIRS = 1024;
    private static final int M = 64;

    private final float[] z = new float[PAIRS];
    private final float[] out = new float[2 * PAIRS];
    private final float scale = 0.125f;
    private LoopKernel loop;

    @Setup
    public void draw() {
        Random random = new Random(1);
        for (int i = 0; i < PAIRS; i++) {
            z[i] = (float) random.nextGaussian();
        }
        loop = new LoopKernel(Directions.of(FeatureSpec.gaussian(1, M, 42, 1.0, Normalisation.NONE)));
    }

    /** All at once by the Vector API, as in a block. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public float[] vector() {
        VectorSinCos.map(z, 0, PAIRS, scale, out, 0);
        return out;
    }

    /** The 64 of one row by auto-vectorised loops; always the same 64. */
    @Benchmark
    @OperationsPerInvocation(M)
    public float[] loopOfOneRow() {
        loop.mapProjections(z, out, 0);
        return out;
    }

    /** The double functions of the JDK. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public float[] math() {
        for (int i = 0; i < PAIRS; i++) {
            out[2 * i] = (float) Math.cos(z[i]) * scale;
            out[2 * i + 1] = (float) Math.sin(z[i]) * scale;
        }
        return out;
    }
}
