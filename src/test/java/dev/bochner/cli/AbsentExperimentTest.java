package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class AbsentExperimentTest {
    @Test
    void saysHowToGetWhatTrainsNetworks() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Bochner.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), "experiment", "table-a1", "--size", "small");
        assertEquals(2, code);
        assertEquals(
                "bochner experiment table-a1: Experiment table-a1 needs PyTorch, which is not on the class path."
                        + " scripts/bochner experiment table-a1 builds it and adds it; by hand: mvn -Pdjl -DskipTests package,"
                        + " and all of target/djl/jars on the class path",
                err.toString().strip());
    }
}
