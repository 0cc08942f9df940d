package dev.bochner.store;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;

/** On local disks, where the lock says who is alive, so that nobody waits for a heartbeat. */
class CrashTest extends CrashContract {
    @TempDir
    Path directory;

    private int tables;

    @Override
    TableFixture emptyTable() {
        Path root = directory.resolve("table-" + tables++);
        return new TableFixture(
                new org.apache.hadoop.fs.Path(root.toUri()), new Configuration(), Duration.ofSeconds(20)) {
            @Override
            void outlive() {}
        };
    }
}
