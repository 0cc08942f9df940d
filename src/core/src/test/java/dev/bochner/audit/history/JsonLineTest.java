package dev.bochner.audit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class JsonLineTest {
    private static final Instant AT = Instant.parse("2026-11-20T03:04:05.000006Z");

    @Test
    void holdsVerdictFindingsAnswersAndEveryMetric() {
        assertEquals(
                "{\"table\":\"hdfs://nn/items\",\"run-id\":\"run-1\",\"ds\":\"2026-11-20\",\"against\":\"2026-11-19\","
                        + "\"audited-at\":\"2026-11-20T03:04:05.000006Z\",\"verdict\":\"warn\","
                        + "\"findings\":[{\"level\":\"warn\",\"metric\":\"h-cka\","
                        + "\"message\":\"h-cka is 0.7500, expected at least 0.9000\"}],"
                        + "\"retraining\":[{\"m\":64,\"seed\":\"-9223372036854775808\",\"epoch\":3,\"retrain\":\"yes\","
                        + "\"reason\":\"Stale accuracy is 0.2\"}],"
                        + "\"metrics\":{\"h-cka\":0.75,\"norm p05\":1.5,"
                        + "\"phi-kernel-error m=64/seed=-9223372036854775808\":0.1,"
                        + "\"h-noise-to-signal\":\"Infinity\"}}",
                JsonLine.of(Reports.of("run-1", Reports.DAY_2, AT, 0.75)));
    }

    @Test
    void leavesOutADateThatIsNotThereAndBreaksNoLine() {
        String line = JsonLine.of(Reports.of("run\n1", Reports.DAY_1, AT, 1));
        assertFalse(line.contains("against"), line);
        assertFalse(line.contains("\n"), line);
    }
}
