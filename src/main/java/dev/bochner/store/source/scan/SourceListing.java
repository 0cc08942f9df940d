package dev.bochner.store.source.scan;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Looks up lengths and blocks of files that are known by name: a request per directory, not per file. */
final class SourceListing {
    private SourceListing() {}

    /**
     * The files, those without a byte left out, as Spark does.
     *
     * @param uris as {@code Dataset.inputFiles} gives them
     * @throws UnreadableFileException if one has gone
     */
    static List<LocatedFileStatus> of(List<String> uris, Configuration conf) throws IOException {
        Map<Path, Set<Path>> byDirectory = new HashMap<>();
        for (String uri : uris) {
            Path path = new Path(URI.create(uri));
            byDirectory
                    .computeIfAbsent(path.getParent(), directory -> new HashSet<>())
                    .add(path);
        }
        List<LocatedFileStatus> found = new ArrayList<>();
        for (Map.Entry<Path, Set<Path>> directory : byDirectory.entrySet()) {
            found.addAll(list(directory.getKey(), directory.getValue(), conf));
        }
        return found;
    }

    private static List<LocatedFileStatus> list(Path directory, Set<Path> wanted, Configuration conf)
            throws IOException {
        Set<Path> missing = new HashSet<>(wanted);
        List<LocatedFileStatus> found = new ArrayList<>();
        try {
            RemoteIterator<LocatedFileStatus> entries =
                    directory.getFileSystem(conf).listLocatedStatus(directory);
            while (entries.hasNext()) {
                LocatedFileStatus entry = entries.next();
                if (missing.remove(entry.getPath()) && entry.getLen() > 0) {
                    found.add(entry);
                }
            }
        } catch (FileNotFoundException e) {
            throw new UnreadableFileException(directory.toString(), e);
        }
        if (!missing.isEmpty()) {
            throw new UnreadableFileException(missing.iterator().next().toString(), "is no longer there");
        }
        return found;
    }
}
