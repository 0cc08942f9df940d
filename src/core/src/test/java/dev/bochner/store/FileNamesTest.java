package dev.bochner.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths a JVM can open, by its encoding of file names and by where they lie. */
final class FileNamesTest {
    private static final FileNames ASCII = new FileNames(StandardCharsets.US_ASCII);
    private static final FileNames LATIN_1 = new FileNames(StandardCharsets.ISO_8859_1);
    private static final FileNames UTF_8 = new FileNames(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"/data/m\u00fcll", "m\u00fcll", "file:/m\u00fcll", "file:///m\u00fcll/ds={ds}"})
    void refusesALocalNameThatTheEncodingLacks(String path) {
        assertEquals(
                Optional.of("path " + path.replace("\u00fc", "\\u00fc")
                        + " has characters that this JVM's encoding of file names, US-ASCII, cannot represent; set"
                        + " LC_ALL=C.UTF-8 in the environment of the command"),
                ASCII.refusal(path, new Configuration(false)));
        assertEquals(Optional.empty(), LATIN_1.refusal(path, new Configuration(false)));
        assertEquals(Optional.empty(), UTF_8.refusal(path, new Configuration(false)));
    }

    @Test
    void takesAnyNameOnHdfs() {
        Configuration onHdfs = new Configuration(false);
        onHdfs.set("fs.defaultFS", "hdfs://nn");
        assertEquals(Optional.empty(), ASCII.refusal("hdfs://nn/m\u00fcll", new Configuration(false)));
        assertEquals(Optional.empty(), ASCII.refusal("/m\u00fcll", onHdfs));
        assertTrue(ASCII.refusal("file:/m\u00fcll", onHdfs).isPresent());
    }

    @Test
    void refusesWhatWasLostWhereverItLies() {
        assertTrue(
                ASCII.refusal("hdfs://nn/m\ufffdll", new Configuration(false)).isPresent());
        assertTrue(UTF_8.refusal("/m\ufffdll").isPresent());
    }
}
