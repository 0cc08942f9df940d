package dev.bochner.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.daily.ExitCode;
import dev.bochner.serve.PublishedMap;
import dev.bochner.serve.layer.Layer;
import dev.bochner.serve.layer.LayerFile;
import dev.bochner.serve.layer.LayerFormat;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Snapshot;
import dev.bochner.store.VersionId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = {
            "Writes the map of a published version as a layer with constant weights, for a model server or NumPy.",
            "Input embedding [batch, d], output features [batch, 2m], float32; normalisation included. Where the version has a"
                    + " stabiliser, the layer is that of one date. Prints what was written as a JSON object. Needs no"
                    + " Spark session."
        })
final class ExportCommand implements Callable<Integer> {
    private final PrintWriter out;

    @Mixin
    private final TableOption table = new TableOption();

    @Option(names = "--m", required = true, paramLabel = "M", description = "Number of directions of the version.")
    private int m;

    @Option(
            names = "--seed",
            required = true,
            paramLabel = "S",
            converter = Seed.class,
            description = "Seed of the version.")
    private long seed;

    @Option(
            names = "--ds",
            paramLabel = "DATE",
            converter = IsoDate.class,
            description = "Date of the snapshot, such as 2026-11-20 (default: the newest).")
    private Optional<LocalDate> ds = Optional.empty();

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "onnx (ONNX Runtime, Triton), savedmodel (TensorFlow Serving; a directory) or npz (NumPy).")
    private String format = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PATH",
            description = "Local path to write; nothing may be there yet.")
    private Path path = Path.of("");

    ExportCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        LayerFormat layerFormat = LayerFormat.named(format);
        LayerFile file = LayerFile.at(path);
        Layer layer = Layer.of(map(table.open()));
        file.write(layer, layerFormat);
        out.println(summary(layer, file));
        return ExitCode.DONE.code();
    }

    private PublishedMap map(FeatureTable features) {
        if (features.versions().isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no feature table at " + features.root() + ": no features/m=.../seed=... below it");
        }
        VersionId version = new VersionId(m, seed);
        return ds.map(date -> PublishedMap.of(features, new Snapshot(version, date)))
                .orElseGet(() -> PublishedMap.latest(features, version));
    }

    private ObjectNode summary(Layer layer, LayerFile file) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("path", file.path().toString());
        summary.put("format", format);
        layer.metadata().forEach(summary::put);
        return summary;
    }
}
