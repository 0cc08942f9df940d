package dev.bochner.store;

import java.time.Duration;
import org.apache.hadoop.conf.Configuration;

/** On HDFS, where a dead run is known by its heartbeat alone. */
class CrashIT extends CrashContract {
    @Override
    TableFixture emptyTable() {
        return table();
    }

    /** A table of its own. */
    static TableFixture table() {
        Configuration configuration = Hdfs.configuration();
        configuration.setInt("dfs.replication", 1); // A hundred tables: nothing here depends on the data nodes.
        return new TableFixture(Hdfs.newRoot(), configuration, Duration.ofSeconds(20));
    }
}
