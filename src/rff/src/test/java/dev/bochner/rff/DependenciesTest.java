package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** What a service has to bring that uses this module: a JDK, and on its class path nothing. */
final class DependenciesTest {
    @Test
    void jdepsNamesNoModuleButTheJdksOwn() throws URISyntaxException {
        Path classes = Path.of(FeatureMap.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        StringWriter out = new StringWriter();
        int exitCode = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out, true),
                        new PrintWriter(out, true),
                        "--add-modules=jdk.incubator.vector",
                        "-summary",
                        classes.toString());
        assertEquals(0, exitCode, out.toString());
        assertEquals(Set.of("java.base", "jdk.incubator.vector"), modules(out.toString()), out.toString());
    }

    /** The right sides of lines like {@code classes -> java.base}. */
    private static Set<String> modules(String summary) {
        List<String> lines =
                summary.lines().filter(line -> line.contains(" -> ")).toList();
        Set<String> modules = new TreeSet<>();
        lines.forEach(
                line -> modules.add(line.substring(line.indexOf(" -> ") + 4).strip()));
        return modules;
    }
}
