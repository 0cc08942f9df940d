package dev.bochner.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;

/**
 * On local disks, where the lock says who is alive, so that nobody waits for a heartbeat. At fewer points: Hadoop starts a
 * process for every file whose permissions it sets there.
 */
class LocalCrashIT extends CrashContract {
    @TempDir
    Path directory;

    private final AtomicInteger tables = new AtomicInteger();

    @Override
    boolean covers(String point) {
        return point.equals("after rename-0")
                || point.equals("after rename-1")
                || point.equals("after close")
                || point.equals("after settle-rename-2");
    }

    @Override
    TableFixture emptyTable() {
        return table(directory.resolve("table-" + tables.incrementAndGet()));
    }

    /** A table in a directory, where nobody waits for a run to be dead. */
    static TableFixture table(Path root) {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(root.toUri());
        return new TableFixture(path, new Configuration(), Duration.ofSeconds(20)) {
            @Override
            void outlive() {}
        };
    }
}
