package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.source.SourceSpec.Location;
import dev.bochner.store.source.SourceSpec.Marker;
import dev.bochner.store.source.SourceSpec.UniqueIds;
import dev.bochner.testkit.process.ChildProcess;
import dev.bochner.testkit.process.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a source's settings goes into its fingerprint, in several JVMs: each draws its own order of unordered maps. */
final class SelectionIT {
    private static final int JVMS = 6;
    private static final LocalDate DS = LocalDate.of(2026, 11, 20);

    @TempDir
    private Path directory;

    /** Prints the text that there is today, and the one of builds that wrote the options as their map came. */
    public static final class Printer {
        private Printer() {}

        public static void main(String[] arguments) {
            Map<String, String> options = options(Integer.parseInt(arguments[0]));
            System.out.println(Selection.of(spec(options), DS, EmbeddingEncoding.FLOAT_ARRAY)
                    .text()
                    .replace('\n', '|'));
            System.out.println("parquet|" + Map.copyOf(options) + "|p = 1|id|embedding|");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 9})
    void isOneTextInEveryJvmAndKnowsThoseOfBuildsThatDidNotSortTheOptions(int count) {
        Selection here = Selection.of(spec(options(count)), DS, EmbeddingEncoding.FLOAT_ARRAY);
        Set<String> today = new HashSet<>();
        Set<String> former = new HashSet<>();
        List<ChildProcess> jvms = new ArrayList<>();
        for (int jvm = 0; jvm < JVMS; jvm++) {
            jvms.add(ChildProcess.start(
                    "jvm-" + jvm, JavaProgram.of(Printer.class, Integer.toString(count)), directory));
        }
        for (ChildProcess jvm : jvms) {
            assertEquals(0, jvm.awaitExit(Duration.ofMinutes(1)), jvm::stderr);
            List<String> lines =
                    jvm.stdout().lines().map(line -> line.replace('|', '\n')).toList();
            today.add(lines.get(0));
            former.add(lines.get(1));
        }
        assertEquals(Set.of(here.text()), today);
        if (count < 2) {
            assertEquals(Set.of(here.text()), former);
            assertEquals(List.of(), here.formerTexts());
        } else {
            assertTrue(here.formerTexts().containsAll(former), () -> former + " are not all in " + here.formerTexts());
        }
    }

    @Test
    void listsOptionsByName() {
        assertEquals(
                "parquet\n{datetimeRebaseMode=3, mergeSchema=0, pathGlobFilter=1, recursiveFileLookup=2}\np = 1\nid"
                        + "\nembedding\n",
                Selection.of(spec(options(4)), DS, EmbeddingEncoding.FLOAT_ARRAY)
                        .text());
    }

    private static Map<String, String> options(int count) {
        List<String> names = List.of(
                "mergeSchema",
                "pathGlobFilter",
                "recursiveFileLookup",
                "datetimeRebaseMode",
                "int96RebaseMode",
                "modifiedAfter",
                "modifiedBefore",
                "Aa",
                "BB"); // The last two have the same hash code.
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            options.put(names.get(i), Integer.toString(i));
        }
        return options;
    }

    private static SourceSpec spec(Map<String, String> options) {
        return new SourceSpec(
                "Parquet",
                new Location.Files("/embeddings/ds={ds}"),
                options,
                Optional.of("p = 1"),
                "id",
                "embedding",
                List.of(),
                UniqueIds.CHECKED,
                new Marker(Marker.Policy.IGNORE, "_SUCCESS", Duration.ofHours(1)),
                BinaryType.FLOAT32);
    }
}
