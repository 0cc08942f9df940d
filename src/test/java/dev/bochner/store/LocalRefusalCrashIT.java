package dev.bochner.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On local disks, where every run but one's own is dead. At fewer points, as {@link LocalCrashIT}. */
class LocalRefusalCrashIT extends RefusalCrashContract {
    @TempDir
    Path directory;

    private int tables;

    @Override
    boolean covers(String point) {
        return point.equals("after hold") || point.equals("after inscribe") || point.equals("after rename-1");
    }

    @Override
    TableFixture emptyTable() {
        return LocalCrashIT.table(directory.resolve("table-" + tables++));
    }
}
