package dev.bochner.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SkippedTestsTest {
    private static final Instant BEGIN = Instant.parse("2026-12-01T05:00:00Z");

    @TempDir
    private Path root;

    @Test
    void namesTheTestsOfAllModulesByReason() throws IOException {
        report("target/surefire-reports", "a.b.PageTest", "chromium and chromedriver are not on PATH", 1);
        report("src/core/target/failsafe-reports", "a.ReportIT", "chromium and chromedriver are not on PATH", 2);
        report("src/lab/target/failsafe-reports", "a.ClientsIT", "node is not on PATH", 1);
        assertEquals(
                Optional.of(
                        "Tests skipped: 4; 3 because chromium and chromedriver are not on PATH (PageTest, ReportIT);"
                                + " 1 because node is not on PATH (ClientsIT)"),
                SkippedTests.line(root, BEGIN));
    }

    @Test
    void saysNothingWhereNoTestWasSkipped() throws IOException {
        report("target/surefire-reports", "a.b.PageTest", "", 0);
        assertEquals(Optional.empty(), SkippedTests.line(root, BEGIN));
    }

    @Test
    void leavesReportsOfEarlierBuildsAlone() throws IOException {
        Path old = report("target/failsafe-reports", "a.ReportIT", "node is not on PATH", 1);
        Files.setLastModifiedTime(old, FileTime.from(BEGIN.minusSeconds(1)));
        assertEquals(Optional.empty(), SkippedTests.line(root, BEGIN));
    }

    /** As Surefire 3.5 writes it, with a test that passed beside those that were skipped. */
    private Path report(String directory, String className, String reason, int skipped) throws IOException {
        String test = """
                  <testcase name="t" classname="%s" time="0.001">
                    <skipped message="Assumption failed: %s" type="org.opentest4j.TestAbortedException"/>
                  </testcase>
                """.formatted(className, reason);
        String text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" + className + "\">\n"
                + "  <testcase name=\"passes\" classname=\"" + className + "\" time=\"0.1\"/>\n" + test.repeat(skipped)
                + "</testsuite>\n";
        Path file = root.resolve(directory).resolve("TEST-" + className + ".xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setLastModifiedTime(file, FileTime.from(BEGIN.plusSeconds(60)));
    }
}
