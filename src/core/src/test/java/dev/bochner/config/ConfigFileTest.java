package dev.bochner.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFileTest {
    @TempDir
    private Path dir;

    private String file;

    @BeforeEach
    void writeFile() throws IOException {
        file = write("daily.conf", "include \"common.conf\"\nbochner.source.path = /s");
        write("common.conf", "bochner.table = /t");
    }

    @Test
    void readsALocalPathAndWhatItIncludes() {
        assertEquals("/t", load(file).table());
    }

    @Test
    void readsThroughHadoopAndWhatItIncludesFromThere() {
        assertEquals("/t", load("file://" + file).table());
    }

    @Test
    void saysThatAFileDoesNotExist() {
        String missing = dir.resolve("dayly.conf").toString();
        assertEquals("Configuration file " + missing + " does not exist", refused(missing));
        assertEquals("Configuration file file://" + missing + " does not exist", refused("file://" + missing));
    }

    @Test
    void saysThatAnIncludedFileDoesNotExist() throws IOException {
        Files.delete(dir.resolve("common.conf"));
        assertEquals(
                "Configuration file " + dir.resolve("common.conf") + " does not exist, included from " + file,
                refused(file));
    }

    @Test
    void refusesAFileThatIncludesItself() throws IOException {
        write("common.conf", "include \"daily.conf\"");
        assertEquals("Configuration file " + file + " includes itself", refused(file));
    }

    @Test
    void namesAFileThatCannotBeRead() {
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> load(dir.toString()));
        assertEquals("Configuration file " + dir + " cannot be read: Is a directory", e.getMessage());
    }

    @Test
    void namesAFileOnAnUnknownFilesystem() {
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> load("gopher://host/daily.conf"));
        assertEquals(
                "Configuration file gopher://host/daily.conf cannot be read: No FileSystem for scheme \"gopher\"",
                e.getMessage());
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text).toString();
    }

    private static JobConfig load(String location) {
        return ConfigLoader.load(location, List.of(), new Configuration(false));
    }

    private static String refused(String location) {
        return assertThrows(ConfigException.class, () -> load(location)).getMessage();
    }
}
