package dev.bochner.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.PaperExperiments;
import dev.bochner.testkit.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the laboratory's commands say and which code they end with, as far as no Spark is needed. */
final class LabCommandsTest {
    @ParameterizedTest
    @ValueSource(strings = {"demo ", "bench ", "experiment ", "experiment lemma-1 ", "experiment calibration "})
    void everyCommandHasHelpWithExitCodes(String command) {
        CommandRun run = CommandRun.of((command + "--help").split(" "));
        String help = run.done();
        assertTrue(help.startsWith("Usage: bochner " + command), help);
        assertTrue(help.contains("2   bad arguments or configuration"), help);
        assertTrue(help.contains("--verbose"), help);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    experiment               | bochner experiment: Missing required subcommand (see bochner experiment --help)
                    experiment lema-1        | bochner experiment: unknown experiment lema-1, did you mean lemma-1? There are stability, calibration, proposition-2,
                    experiment zzz           | bochner experiment: unknown experiment zzz. There are stability, calibration, proposition-2,
                    experiment lemma-1 --size big | bochner experiment lemma-1: Invalid value for option '--size': "big" is not a size, expected small or full (see bochner experiment lemma-1 --help)
                    experiment lemma-1 --runs 1 | bochner experiment lemma-1: --runs is 1, expected 2 or more, because a standard deviation needs two values
                    """)
    void endsWithTwoAndOneLine(String arguments, String line) {
        String error = CommandRun.of(arguments.split(" ")).failed(2);
        assertTrue(error.startsWith(line), error);
    }

    @Test
    void anUnknownExperimentIsToldAllNames() {
        String error = CommandRun.of("experiment", "figure-99").failed(2);
        PaperExperiments.all().forEach(experiment -> assertTrue(error.contains(experiment.name()), error));
    }
}
