package dev.bochner.store.source.scan;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;

/** What a file's path says about its rows. */
record SourcePath(Path path) {
    static SourcePath of(String uri) {
        return new SourcePath(new Path(URI.create(uri)));
    }

    /** Why the file might not be data, or a column might come from a directory's name instead of it. */
    Optional<String> obstacle(StructType columns) {
        String name = path.getName();
        if (name.startsWith("_") || name.startsWith(".")) {
            return Optional.of("file " + path + " is hidden");
        }
        for (Path directory = path.getParent(); directory != null; directory = directory.getParent()) {
            Optional<String> partition = partitionColumn(directory.getName());
            if (partition.isPresent() && mayBeOneOf(partition.get(), columns)) {
                return Optional.of("directory " + directory.getName() + " may be a partition of a column");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> partitionColumn(String directory) {
        int equals = directory.indexOf('=');
        return equals < 0 ? Optional.empty() : Optional.of(directory.substring(0, equals));
    }

    // Hive's escapes are left to Spark.
    private static boolean mayBeOneOf(String column, StructType columns) {
        String folded = column.toLowerCase(Locale.ROOT);
        return column.contains("%")
                || Arrays.stream(columns.fieldNames())
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(folded));
    }
}
