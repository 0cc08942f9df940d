package dev.bochner.store;

import java.time.Duration;

/** On HDFS, where a dead run is known by its heartbeat alone. */
class CrashIT extends CrashContract {
    @Override
    TableFixture emptyTable() {
        return Hdfs.newTable(Duration.ofMillis(250));
    }
}
