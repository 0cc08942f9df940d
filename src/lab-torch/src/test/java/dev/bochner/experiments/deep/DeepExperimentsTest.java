package dev.bochner.experiments.deep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.experiments.PaperExperiments;
import dev.bochner.experiments.paper.Experiment;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeepExperimentsTest {
    @Test
    void addsItselfToTheExperimentsOfThePaper() {
        List<String> names = PaperExperiments.all().stream()
                .filter(experiment -> experiment.getClass().getPackageName().contains("experiments.deep"))
                .map(Experiment::name)
                .toList();
        assertEquals(List.of("table-1-task-2", "figure-a1", "table-a1"), names);
    }
}
