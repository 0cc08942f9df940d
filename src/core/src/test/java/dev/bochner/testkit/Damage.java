package dev.bochner.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What happens to a local file of a table outside of Bochner. Hadoop's checksum file beside it is gone afterwards. */
public enum Damage {
    /** One bit of the byte in the middle is another. */
    FLIPPED_BIT {
        @Override
        void apply(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
    },
    /** Only the first half is there. */
    TRUNCATED {
        @Override
        void apply(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        }
    },
    MISSING {
        @Override
        void apply(Path file) throws IOException {
            Files.delete(file);
        }
    };

    abstract void apply(Path file) throws IOException;

    /** Does it to a file. */
    public void to(org.apache.hadoop.fs.Path file) {
        Path local = Path.of(file.toUri().getPath());
        try {
            apply(local);
            Files.deleteIfExists(local.resolveSibling("." + local.getFileName() + ".crc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
