package dev.bochner.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Ends a build with one line that names the tests that were skipped, and why; says nothing if none was. Reads what Surefire
 * and Failsafe report, and so knows the tests of all forks and modules.
 */
final class SkippedTests {
    private static final Set<String> REPORTS = Set.of("surefire-reports", "failsafe-reports");

    /** How deep below the root a module's reports lie: {@code src/core/target/failsafe-reports/TEST-x.xml}. */
    private static final int DEPTH = 5;

    private SkippedTests() {}

    /**
     * Exits with 1 if a test was skipped where every tool is required, as CI does.
     *
     * @param arguments the root directory of the project, and when the build began
     */
    public static void main(String[] arguments) throws IOException {
        Optional<String> line = line(Path.of(arguments[0]), Instant.parse(arguments[1]));
        line.ifPresent(System.out::println);
        boolean allRequired = Arrays.stream(MachineTool.values()).allMatch(MachineTool::isRequired);
        if (line.isPresent() && allRequired) {
            System.out.println("Every tool is required by the environment: a skipped test is a failure");
            System.exit(1);
        }
    }

    /** The line; empty if the build skipped no test. */
    static Optional<String> line(Path root, Instant begin) throws IOException {
        Map<String, Skipped> byReason = new TreeMap<>();
        for (Path report : reports(root, begin)) {
            read(report, byReason);
        }
        if (byReason.isEmpty()) {
            return Optional.empty();
        }
        int total =
                byReason.values().stream().mapToInt(skipped -> skipped.count).sum();
        return Optional.of(byReason.entrySet().stream()
                .map(entry -> entry.getValue().because(entry.getKey()))
                .collect(Collectors.joining("; ", "Tests skipped: " + total + "; ", "")));
    }

    /** Those that were written since the build began: others are of a build before. */
    private static List<Path> reports(Path root, Instant begin) throws IOException {
        try (Stream<Path> files = Files.find(
                root,
                DEPTH,
                (file, attributes) -> attributes.isRegularFile()
                        && file.getFileName().toString().matches("TEST-.*\\.xml")
                        && REPORTS.contains(file.getParent().getFileName().toString())
                        && !attributes.lastModifiedTime().toInstant().isBefore(begin))) {
            return files.sorted().toList();
        }
    }

    private static void read(Path report, Map<String, Skipped> byReason) throws IOException {
        try (InputStream in = Files.newInputStream(report)) {
            NodeList elements = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("skipped");
            for (int i = 0; i < elements.getLength(); i++) {
                Element skipped = (Element) elements.item(i);
                String className = ((Element) skipped.getParentNode()).getAttribute("classname");
                byReason.computeIfAbsent(reason(skipped), reason -> new Skipped())
                        .add(className);
            }
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read " + report, e);
        }
    }

    private static String reason(Element skipped) {
        String message = skipped.getAttribute("message").replaceFirst("^Assumption failed: ", "");
        return message.isEmpty() ? "of no stated reason" : message;
    }

    /** The tests that were skipped for one reason. */
    private static final class Skipped {
        private final Set<String> classes = new TreeSet<>();
        private int count;

        /** A class whose preparation was skipped counts as one test: nobody knows how many it has. */
        void add(String className) {
            count++;
            classes.add(className.substring(className.lastIndexOf('.') + 1));
        }

        String because(String reason) {
            return count + " because " + reason + " (" + String.join(", ", classes) + ")";
        }
    }
}
