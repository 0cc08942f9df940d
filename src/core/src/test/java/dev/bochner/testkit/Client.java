package dev.bochner.testkit;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.testkit.process.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A single-file implementation of {@code scripts/clients}, run as a process by the machine's own interpreter. */
public enum Client {
    /** With NumPy. */
    PYTHON("python3", "bochner_features.py", MachineTool.PYTHON),
    JAVASCRIPT("node", "bochner_features.mjs", MachineTool.NODE);

    /** What its self-test checks when it is given no file: the answers that the file itself carries. */
    public static final int KNOWN_ANSWERS = 19;

    private static final Path DIRECTORY = Path.of("scripts", "clients").toAbsolutePath();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final Map<Client, Boolean> PRESENT = new ConcurrentHashMap<>();

    private final String program;
    private final String file;
    private final MachineTool tool;

    Client(String program, String file, MachineTool tool) {
        this.program = program;
        this.file = file;
        this.tool = tool;
    }

    /** The file itself. */
    public Path file() {
        return DIRECTORY.resolve(file);
    }

    /**
     * What it makes of embeddings, features [n][2m] of h [n][d], by a spec without a stabiliser. The test is skipped if
     * the machine has no such interpreter.
     */
    public float[][] phi(FeatureSpec spec, float[][] h) {
        List<String> arguments = List.of(
                "phi",
                "--m=" + spec.m(),
                "--seed=" + spec.seed(),
                "--sigma=" + spec.sigma(),
                "--normalisation=" + spec.normalisation().label(),
                "--sampler=" + spec.sampler().label());
        return floats(run(text(h), split(arguments)).done());
    }

    /**
     * The same by a version's {@code _spec.json} or a snapshot's {@code _manifest.json}.
     *
     * @param transform W of the day, a NumPy file; empty if the version has no stabiliser
     */
    public float[][] phi(Path specFile, Optional<Path> transform, float[][] h) {
        List<String> arguments = new ArrayList<>(List.of("phi", "--spec", specFile.toString()));
        transform.ifPresent(path -> arguments.addAll(List.of("--transform", path.toString())));
        return floats(run(text(h), arguments.toArray(String[]::new)).done());
    }

    /** What it prints of the directions of a spec. */
    public String directions(FeatureSpec spec) {
        List<String> arguments = List.of(
                "directions",
                "--seed=" + spec.seed(),
                "--dim=" + spec.d(),
                "--m=" + spec.m(),
                "--sigma=" + spec.sigma(),
                "--sampler=" + spec.sampler().label());
        return run("", split(arguments)).done();
    }

    /** Runs it; the test is skipped if the machine has no such interpreter. */
    public CommandRun run(String stdin, String... arguments) {
        return run(file(), stdin, arguments);
    }

    /** Runs a script that uses it. */
    public CommandRun runScript(Path script, String... arguments) {
        return run(script, "", arguments);
    }

    private CommandRun run(Path script, String stdin, String... arguments) {
        requireInterpreter();
        List<String> command = new ArrayList<>(List.of(program, script.toString()));
        command.addAll(List.of(arguments));
        return run(command, stdin);
    }

    private void requireInterpreter() {
        tool.require(PRESENT.computeIfAbsent(
                this,
                client -> client.onPath() && client.run(client.probe(), "").exitCode() == 0));
    }

    /** What succeeds where it can run. */
    private List<String> probe() {
        return switch (this) {
            case PYTHON -> List.of(program, "-c", "import numpy");
            case JAVASCRIPT -> List.of(program, "--version");
        };
    }

    private boolean onPath() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private CommandRun run(List<String> command, String stdin) {
        Path logs = TestFiles.freshDirectory(name().toLowerCase(Locale.ROOT));
        try {
            Path input = Files.writeString(logs.resolve("stdin"), stdin);
            ProcessBuilder builder = new ProcessBuilder(command).redirectInput(input.toFile());
            try (ChildProcess child = ChildProcess.start(program, builder, logs)) {
                int code = child.awaitExit(TIMEOUT);
                return new CommandRun(code, child.stdout(), child.stderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + logs, e);
        }
    }

    /** Both interpreters' programs take an option and its value as two words. */
    private static String[] split(List<String> arguments) {
        return arguments.stream()
                .flatMap(argument -> Stream.of(argument.split("=", 2)))
                .toArray(String[]::new);
    }

    /** A JSON array a line; doubles hold floats exactly. */
    private static String text(float[][] h) {
        return Arrays.stream(h).map(Client::line).collect(Collectors.joining());
    }

    private static String line(float[] row) {
        List<Double> values = new ArrayList<>();
        for (float value : row) {
            values.add((double) value);
        }
        return values + "\n";
    }

    private static float[][] floats(String lines) {
        return lines.lines().map(Client::row).toArray(float[][]::new);
    }

    private static float[] row(String line) {
        String[] words = line.substring(1, line.length() - 1).split(",");
        float[] row = new float[words.length];
        for (int n = 0; n < row.length; n++) {
            // As a double: what was printed is a float's exact value, and must not be rounded twice.
            row[n] = (float) Double.parseDouble(words[n]);
        }
        return row;
    }
}
