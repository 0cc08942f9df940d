package dev.bochner.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.daily.ExitCode;
import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Sampler;
import dev.bochner.store.FailureText;
import dev.bochner.store.NpyFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "directions",
        description = {
            "Draws the directions U [m][d] of a seed and prints their identity as a JSON object.",
            "Its keys: scheme, sampler, d, m, seed (a string), sigma, sha256 of U as little-endian float32. Needs no Spark."
        })
final class DirectionsCommand implements Callable<Integer> {
    private final PrintWriter out;

    @Option(names = "--seed", required = true, paramLabel = "S", converter = Seed.class, description = "The seed.")
    private long seed;

    @Option(names = "--dim", required = true, paramLabel = "D", description = "Length d of an embedding.")
    private int d;

    @Option(names = "--m", required = true, paramLabel = "M", description = "Number of directions m (2m columns).")
    private int m;

    @Option(
            names = "--sigma",
            paramLabel = "X",
            defaultValue = "1.0",
            description = "Standard deviation of a component (default: ${DEFAULT-VALUE}).")
    private double sigma;

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            defaultValue = "gaussian",
            converter = SamplerName.class,
            description = "gaussian or orthogonal (default: ${DEFAULT-VALUE}).")
    private Sampler sampler = Sampler.GAUSSIAN;

    @Option(names = "--out", paramLabel = "FILE.npy", description = "Write U there too, as a NumPy array of float32.")
    private Optional<Path> file = Optional.empty();

    DirectionsCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        // Normalisation does not enter U.
        Directions directions = Directions.of(
                FeatureSpec.gaussian(d, m, seed, sigma, Normalisation.NONE).sampledBy(sampler));
        file.ifPresent(path -> write(directions, path));
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        identity.put("scheme", Directions.SCHEME);
        identity.put("sampler", sampler.label());
        identity.put("d", d);
        identity.put("m", m);
        identity.put("seed", Long.toString(seed));
        identity.put("sigma", sigma);
        identity.put("sha256", directions.sha256());
        out.println(identity);
        return ExitCode.DONE.code();
    }

    private static void write(Directions directions, Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IllegalArgumentException("Cannot write " + path + ": there is no directory " + parent);
        }
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(path))) {
            NpyFile.write(directions, stream);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path + ": " + FailureText.of(e), e);
        }
    }
}
