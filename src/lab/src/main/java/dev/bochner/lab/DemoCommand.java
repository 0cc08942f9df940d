package dev.bochner.lab;

import dev.bochner.cli.Bochner;
import dev.bochner.cli.DriverSession;
import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.demo.Demo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Makes a small feature table out of the MovieLens ratings that ship.",
            "Trains film embeddings twice, publishes features of both days, and tells how to read them. Takes a minute."
        })
final class DemoCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:bochner.home:-.}/target/demo",
            description = "Local directory to fill; an earlier demo in it is removed (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:bochner.home:-.}/src/lab/data/ml-latest-small",
            description = "Local directory of MovieLens ml-latest-small (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    DemoCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try (DriverSession session = DriverSession.start("bochner demo", Metastore.NONE)) {
            Demo.Result result = Demo.of(session.spark(), data, directory).run();
            int listed = Bochner.execute(out, err, "versions", "--table", result.table());
            out.println(result.closing());
            return listed;
        }
    }
}
