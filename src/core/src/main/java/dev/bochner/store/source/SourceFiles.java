package dev.bochner.store.source;

import dev.bochner.store.Manifest;
import dev.bochner.store.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files a source is read from, as facts: path, length in bytes, modification time in milliseconds. */
final class SourceFiles {
    private static final String KIND = "files-v1";

    private final TreeSet<String> facts = new TreeSet<>();
    private long bytes;

    private SourceFiles() {}

    /**
     * Looks up the files, one listing per directory.
     *
     * @param inputFiles URIs as {@code Dataset.inputFiles} gives them; one that is a directory stands for all in it
     * @throws SourceException if one has gone
     */
    static SourceFiles of(String[] inputFiles, Configuration conf) {
        Map<Path, Set<Path>> byDirectory = new TreeMap<>();
        for (String file : inputFiles) {
            // A listing names a directory without the slash that may end its URI; so does a Path made of a string.
            Path path = new Path(new Path(URI.create(file)).toString());
            byDirectory.computeIfAbsent(path.getParent(), p -> new TreeSet<>()).add(path);
        }
        SourceFiles found = new SourceFiles();
        byDirectory.forEach((directory, wanted) -> found.lookUp(directory, wanted, conf));
        return found;
    }

    private void lookUp(Path directory, Set<Path> wanted, Configuration conf) {
        Set<Path> missing = new TreeSet<>(wanted);
        try {
            FileSystem fs = directory.getFileSystem(conf);
            RemoteIterator<FileStatus> entries = fs.listStatusIterator(directory);
            while (entries.hasNext()) {
                FileStatus entry = entries.next();
                if (missing.remove(entry.getPath())) {
                    add(fs, entry);
                }
            }
        } catch (FileNotFoundException e) {
            throw new SourceException("Source directory " + directory + " has gone while the run was reading it", e);
        } catch (IOException e) {
            throw new StoreException("Cannot list the source directory " + directory, e);
        }
        if (!missing.isEmpty()) {
            throw new SourceException("Source file " + missing.iterator().next()
                    + " has gone while the run was reading it; run again when the source is complete");
        }
    }

    private void add(FileSystem fs, FileStatus entry) throws IOException {
        if (entry.isFile()) {
            add(entry);
            return;
        }
        // Not listFiles: it asks for the blocks of each file, and on local disks starts a process for its permissions.
        RemoteIterator<FileStatus> inside = fs.listStatusIterator(entry.getPath());
        while (inside.hasNext()) {
            add(fs, inside.next());
        }
    }

    private void add(FileStatus file) {
        facts.add(file.getPath() + "\t" + file.getLen() + "\t" + file.getModificationTime() + "\n");
        bytes += file.getLen();
    }

    /** The fingerprint of the files and of the selection made from them (columns, filter). */
    Manifest.Fingerprint fingerprint(String selection) {
        MessageDigest digest = sha256();
        digest.update(selection.getBytes(StandardCharsets.UTF_8));
        facts.forEach(fact -> digest.update(fact.getBytes(StandardCharsets.UTF_8)));
        return new Manifest.Fingerprint(KIND, HexFormat.of().formatHex(digest.digest()), facts.size(), bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
