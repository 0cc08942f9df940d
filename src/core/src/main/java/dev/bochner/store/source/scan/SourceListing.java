package dev.bochner.store.source.scan;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
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
    static List<SourceFile> of(List<String> uris, Configuration conf) throws IOException {
        Map<Path, Set<Path>> byDirectory = new TreeMap<>();
        for (String uri : uris) {
            Path path = new Path(URI.create(uri));
            byDirectory
                    .computeIfAbsent(path.getParent(), directory -> new TreeSet<>())
                    .add(path);
        }
        List<SourceFile> found = new ArrayList<>();
        for (Map.Entry<Path, Set<Path>> directory : byDirectory.entrySet()) {
            found.addAll(list(directory.getKey(), directory.getValue(), conf));
        }
        return found;
    }

    private static List<SourceFile> list(Path directory, Set<Path> wanted, Configuration conf) throws IOException {
        Set<Path> missing = new TreeSet<>(wanted);
        List<SourceFile> found = new ArrayList<>();
        try {
            RemoteIterator<? extends FileStatus> entries = entries(directory, conf);
            while (entries.hasNext()) {
                FileStatus entry = entries.next();
                if (missing.remove(entry.getPath()) && entry.getLen() > 0) {
                    found.add(new SourceFile(entry.getPath(), entry.getLen(), blocks(entry)));
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

    // Without Hadoop's native library a local file's block, which is known anyway, comes with a process that tells the
    // file's owner.
    private static RemoteIterator<? extends FileStatus> entries(Path directory, Configuration conf) throws IOException {
        FileSystem fs = directory.getFileSystem(conf);
        return fs instanceof LocalFileSystem ? fs.listStatusIterator(directory) : fs.listLocatedStatus(directory);
    }

    private static List<BlockLocation> blocks(FileStatus entry) {
        return entry instanceof LocatedFileStatus located ? List.of(located.getBlockLocations()) : List.of();
    }
}
