package dev.bochner.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;

/**
 * A file whose length and CRC-32C are on record, and its current location. Readers compare the file with this record before they
 * trust its content.
 *
 * @param uri where it lies, fully qualified
 * @param facts name, length and checksum as recorded when it was written
 * @param wayOut what the user can do if the file differs, a sentence for the end of the message
 */
public record StoredFile(String uri, Manifest.DataFile facts, String wayOut) implements Serializable {
    private static final int BUFFER_BYTES = 1 << 20;

    /** Length and checksum of the file that was found. */
    private record Content(long bytes, long crc32c) {}

    /** The files of one directory. */
    public static List<StoredFile> in(Path directory, Collection<Manifest.DataFile> files, String wayOut) {
        return files.stream()
                .map(file -> new StoredFile(new Path(directory, file.name()).toString(), file, wayOut))
                .toList();
    }

    /** Returns the advice for a damaged file of a snapshot or of a state of a date. */
    public static String makeAnew(LocalDate ds) {
        return "Put it back from a copy, or make " + ds + " anew: run --ds " + ds
                + " --replace (with --cascade if later days derive from it)";
    }

    /** Where it lies. */
    public Path path() {
        return new Path(uri);
    }

    /**
     * Reads every byte of the file, or checks only its length if no checksum is on record.
     *
     * @return the sentence that says what is wrong and what to do; empty if it is the file that was written
     * @throws StoreException if it cannot be read for another reason
     */
    public Optional<String> damage(Configuration conf) {
        try {
            Content found = facts.hasChecksum() ? content(conf) : new Content(length(conf), facts.crc32c());
            return difference(found);
        } catch (FileNotFoundException e) {
            return Optional.of(sentence(" is missing"));
        } catch (ChecksumException e) {
            return Optional.of(
                    sentence(" is not the one that was written: it does not match Hadoop's own checksum of it"));
        } catch (IOException e) {
            throw StoreException.of("read", path(), e);
        }
    }

    private Content content(Configuration conf) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        try (InputStream in = path().getFileSystem(conf).open(path())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                checksum.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new Content(bytes, checksum.getValue());
    }

    private long length(Configuration conf) throws IOException {
        return path().getFileSystem(conf).getFileStatus(path()).getLen();
    }

    /**
     * Reads a small file completely and checks it.
     *
     * @throws DamagedFileException if it is not the one that was written
     */
    byte[] read(TableFiles files) {
        Optional<byte[]> content = files.read(path());
        Optional<String> damage = content.map(this::damage).orElseGet(() -> Optional.of(sentence(" is missing")));
        damage.ifPresent(sentence -> {
            throw new DamagedFileException(sentence);
        });
        return content.orElseThrow();
    }

    private Optional<String> damage(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        Content found = new Content(content.length, facts.hasChecksum() ? checksum.getValue() : facts.crc32c());
        return difference(found);
    }

    private Optional<String> difference(Content found) {
        return found.equals(expected())
                ? Optional.empty()
                : Optional.of(sentence(" is not the one that was written: found " + words(found)));
    }

    private Content expected() {
        return new Content(facts.bytes(), facts.crc32c());
    }

    private String sentence(String what) {
        return "File " + uri + what + ", expected " + words(expected()) + ". " + wayOut;
    }

    private String words(Content content) {
        return facts.hasChecksum()
                ? String.format(Locale.ROOT, "%d bytes with CRC-32C %08x", content.bytes(), content.crc32c())
                : content.bytes() + " bytes";
    }
}
