package dev.bochner.testkit;

import org.junit.jupiter.api.Assumptions;

/** A program that some tests need, and that a newcomer's machine may lack. */
enum MachineTool {
    BROWSER("BOCHNER_BROWSER", "chromium and chromedriver are not on PATH"),
    PYTHON("BOCHNER_PYTHON", "python3 with NumPy is not on PATH"),
    NODE("BOCHNER_NODE", "node is not on PATH");

    /** Set to {@code required}, where the tool is missing is a failure and not a reason to skip. */
    private final String variable;

    private final String absence;

    MachineTool(String variable, String absence) {
        this.variable = variable;
        this.absence = absence;
    }

    /** Lets the test go on where the tool is present; else the test is skipped, or fails where the tool is required. */
    void require(boolean present) {
        if (!present && isRequired()) {
            throw new IllegalStateException(absence + ", and " + variable + " is \"required\": install it");
        }
        // SkippedTests ends the build with this reason.
        Assumptions.assumeTrue(present, absence);
    }

    /** Whether the environment says that no test that needs the tool may be skipped. */
    boolean isRequired() {
        return "required".equals(System.getenv(variable));
    }
}
