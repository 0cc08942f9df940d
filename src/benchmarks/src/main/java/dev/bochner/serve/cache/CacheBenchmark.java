package dev.bochner.serve.cache;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.PublishedSpec;
import dev.bochner.store.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rocksdb.RocksDBException;

/**
 * Nanoseconds per item of what a service may do for the features of ids it meets at random, d = m = 64: look them up one by
 * one, by the hundred, or map embeddings that it has at hand. Every row was read once: the files are in the system's cache, the
 * blocks in RocksDB's as far as its memory goes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CacheBenchmark {
    private static final int HUNDRED = 100;
    private static final FeatureSpec SPEC = FeatureSpec.gaussian(64, 64, 42, 1.0, Normalisation.L2);

    @Param("500000")
    public int rows;

    @Param({"64", "512"})
    public int blockCacheMebibytes;

    private final SplittableRandom random = new SplittableRandom(1);
    private final float[] out = new float[SPEC.columns()];
    private Path directory;
    private FeatureCache cache;
    private FeatureMap map;
    private float[][] h;

    @Setup(Level.Trial)
    public void build() throws IOException, RocksDBException {
        Directions u = Directions.of(SPEC);
        map = FeatureMap.of(SPEC, u);
        h = new float[HUNDRED][SPEC.d()];
        for (float[] row : h) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        directory = Files.createTempDirectory("cache-benchmark");
        write(u);
        cache = FeatureCache.open(directory, (long) blockCacheMebibytes << 20);
        cache.verify(); // Reads every row: the first look-ups would otherwise wait for the disk.
    }

    private void write(Directions u) throws IOException, RocksDBException {
        CacheManifest.Content content;
        try (SortedTables tables = new SortedTables(directory, SPEC.columns())) {
            for (long id = 0; id < rows; id++) {
                map.apply(h[(int) (id % HUNDRED)], out);
                tables.add(IdEncoding.key(id), out);
            }
            content = tables.finish();
        }
        CacheManifest manifest = new CacheManifest(
                new CacheManifest.Source(
                        "benchmark",
                        new PublishedSpec(SPEC.identity(), u.sha256()),
                        LocalDate.EPOCH,
                        new RunId("20261121T000000Z-00000000"),
                        0,
                        Optional.empty()),
                new CacheManifest.Ids("id", "bigint", IdEncoding.INT64),
                content,
                Instant.EPOCH);
        Files.write(directory.resolve(FeatureCache.MANIFEST_FILE), CacheManifestJson.bytes(manifest));
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        cache.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public boolean get() {
        return cache.get(random.nextInt(rows), out);
    }

    @Benchmark
    public boolean getAbsent() {
        return cache.get(rows + random.nextLong(1L << 40), out);
    }

    @Benchmark
    @OperationsPerInvocation(HUNDRED)
    public Object multiGetHundred() {
        List<Long> ids = new ArrayList<>(HUNDRED);
        for (int n = 0; n < HUNDRED; n++) {
            ids.add((long) random.nextInt(rows));
        }
        return cache.multiGet(ids);
    }

    @Benchmark
    @OperationsPerInvocation(HUNDRED)
    public float[] mapHundred() {
        for (float[] row : h) {
            map.tryApply(row, out);
        }
        return out;
    }
}
