package dev.bochner.store;

/** On HDFS, where a dead run is known by its heartbeat alone. */
class RefusalCrashIT extends RefusalCrashContract {
    @Override
    TableFixture emptyTable() {
        return CrashIT.table();
    }
}
