package dev.bochner.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Makes stagings older than they are, so that no test has to wait until a run that died counts as dead. */
public final class StagingTimes {
    private StagingTimes() {}

    /**
     * Sets back the modification times of every staging of a table, of its {@code owner/}, and of what lies in that: the
     * heartbeat, the mark of a refusal. A run that is alive renews its heartbeat with the next beat.
     *
     * @param table the table's root
     */
    public static void age(Path table, Configuration configuration, Duration by) {
        try {
            FileContext context = FileContext.getFileContext(table.toUri(), configuration);
            for (FileStatus staging : children(context, new Path(table, FeatureTable.STAGING))) {
                Path owner = new Path(staging.getPath(), Staging.OWNER);
                if (context.util().exists(owner)) {
                    for (FileStatus sign : children(context, owner)) {
                        age(context, sign, by);
                    }
                    age(context, context.getFileStatus(owner), by);
                }
                age(context, staging, by);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot age the stagings of " + table, e);
        }
    }

    private static FileStatus[] children(FileContext context, Path directory) throws IOException {
        return context.util().listStatus(directory);
    }

    private static void age(FileContext context, FileStatus file, Duration by) throws IOException {
        context.setTimes(file.getPath(), file.getModificationTime() - by.toMillis(), -1);
    }
}
