package dev.bochner.rff;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The projection z = U x alone, for a block of rows: ours against netlib's sgemm with the Vector API, which is what
 * Spark's MLlib calls where no native BLAS is installed. The counter {@code gigaflop} is GFLOP/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProjectionBenchmark {
    private static final int ROWS = 64;

    /** d and m. */
    @Param({"64x64", "128x256"})
    public String shape;

    private int d;
    private int m;
    private float[] x;
    private float[] u;
    private float[] ut;
    private float[] z;
    private LoopKernel loop;
    private VectorKernel vector;
    private BLAS blas;

    /** What was done, counted two for a multiplication and its addition. */
    @State(Scope.Thread)
    @AuxCounters
    public static class Operations {
        public double gigaflop;

        void count(ProjectionBenchmark of) {
            gigaflop += 2e-9 * ROWS * of.d * of.m;
        }
    }

    @Setup
    public void draw() {
        String[] sizes = shape.split("x");
        d = Integer.parseInt(sizes[0]);
        m = Integer.parseInt(sizes[1]);
        Directions directions = Directions.of(FeatureSpec.gaussian(d, m, 42, 1.0, Normalisation.NONE));
        x = new float[ROWS * d];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 17 - 8;
        }
        u = new float[m * d];
        ut = new float[m * d];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < d; j++) {
                u[i * d + j] = directions.component(i, j);
                ut[j * m + i] = directions.component(i, j);
            }
        }
        z = new float[ROWS * m + 64];
        loop = new LoopKernel(directions);
        vector = new VectorKernel(directions);
        blas = JavaBLAS.getInstance();
    }

    @Benchmark
    public float[] vector(Operations operations) {
        operations.count(this);
        vector.projectBlock(x, 0, ROWS, z);
        return z;
    }

    @Benchmark
    public float[] loop(Operations operations) {
        operations.count(this);
        for (int row = 0; row < ROWS; row++) {
            loop.project(x, row * d, z);
        }
        return z;
    }

    /** U as its transpose is in memory, the layout that is faster at small m. */
    @Benchmark
    public float[] netlib(Operations operations) {
        operations.count(this);
        blas.sgemm("N", "N", m, ROWS, d, 1.0f, ut, m, x, d, 0.0f, z, m);
        return z;
    }

    /** U direction by direction. */
    @Benchmark
    public float[] netlibTransposed(Operations operations) {
        operations.count(this);
        blas.sgemm("T", "N", m, ROWS, d, 1.0f, u, d, x, d, 0.0f, z, m);
        return z;
    }
}
