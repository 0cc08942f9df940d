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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per row of the whole map, from h to phi: in blocks, as the daily job does, and row by row, as the SQL
 * function does; and in blocks by auto-vectorised loops, as where the module jdk.incubator.vector is missing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MapBenchmark {
    private static final int ROWS = 64;

    /** d and m. */
    @Param({"64x64", "128x256"})
    public String shape;

    private FeatureMap map;
    private FeatureMap byLoops;
    private EmbeddingBlock block;
    private float[][] h;
    private float[] out;

    @Setup
    public void draw() {
        String[] sizes = shape.split("x");
        int d = Integer.parseInt(sizes[0]);
        int m = Integer.parseInt(sizes[1]);
        FeatureSpec spec = FeatureSpec.gaussian(d, m, 42, 1.0, Normalisation.L2);
        Directions u = Directions.of(spec);
        map = FeatureMap.of(spec, u);
        byLoops = new FeatureMap(spec, u, new LoopKernel(u));
        block = EmbeddingBlock.of(d, Normalisation.L2);
        h = new float[ROWS][d];
        out = new float[ROWS * 2 * m];
        Random random = new Random(1);
        for (float[] row : h) {
            for (int j = 0; j < d; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
    }

    /** Normalising rows alone: the part of {@link #block} that comes before the projection. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public EmbeddingBlock add() {
        block.clear();
        for (float[] row : h) {
            block.add(row);
        }
        return block;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] block() {
        map.apply(add(), out);
        return out;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] blockByLoops() {
        byLoops.apply(add(), out);
        return out;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] row() {
        float[] phi = new float[map.spec().columns()];
        for (float[] row : h) {
            map.tryApply(row, phi);
        }
        return phi;
    }
}
