package dev.bochner.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.cli.Bochner;
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
                        + " scripts/bochner experiment table-a1 builds it and adds it; by hand: mvn -Ptorch -Dmaven.test.skip=true package,"
                        + " and all of target/torch/jars on the class path",
                err.toString().strip());
    }
}
