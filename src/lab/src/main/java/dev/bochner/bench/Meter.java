package dev.bochner.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Measures a run of a contender in this process, in which nothing else may be going on. */
final class Meter {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long rows;

    Meter(long rows) {
        this.rows = rows;
    }

    Measurement measure(Contender contender, Path output) {
        // Garbage of the contender before must not be collected at the cost of this one.
        System.gc();
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long collectorMillis = collectorMillis();
        long cpuNanos = SYSTEM.getProcessCpuTime();
        long nanos = System.nanoTime();
        contender.run(output);
        long wall = System.nanoTime() - nanos;
        long cpu = SYSTEM.getProcessCpuTime() - cpuNanos;
        return new Measurement(
                cpu / 1e3 / rows,
                wall / 1e9,
                (collectorMillis() - collectorMillis) / 1e3,
                heapPools().stream()
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum(),
                (double) bytes(output) / rows);
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static long collectorMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static long bytes(Path output) {
        if (!Files.exists(output)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
