package dev.bochner.store;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/** On local disks, where every run but one's own is dead. At fewer points, as {@link LocalCrashIT}. */
class LocalRefusalCrashIT extends RefusalCrashContract {
    @TempDir
    Path directory;

    private final AtomicInteger tables = new AtomicInteger();

    @Override
    boolean covers(String point) {
        return point.equals("after hold") || point.equals("after inscribe") || point.equals("after rename-1");
    }

    @Override
    TableFixture emptyTable() {
        return LocalCrashIT.table(directory.resolve("table-" + tables.incrementAndGet()));
    }
}
