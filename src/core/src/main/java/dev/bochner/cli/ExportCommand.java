package dev.bochner.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.daily.ExitCode;
import dev.bochner.serve.PublishedMap;
import dev.bochner.serve.layer.Layer;
import dev.bochner.serve.layer.LayerFile;
import dev.bochner.serve.layer.LayerFormat;
import dev.bochner.store.FeatureTable;
import java.io.PrintWriter;
import java.nio.file.Path;
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
    private final SnapshotOption source = new SnapshotOption();

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
        FeatureTable table = source.open();
        Layer layer = Layer.of(PublishedMap.of(table, source.of(table)));
        file.write(layer, layerFormat);
        out.println(summary(layer, file));
        return ExitCode.DONE.code();
    }

    private ObjectNode summary(Layer layer, LayerFile file) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("path", file.path().toString());
        summary.put("format", format);
        layer.metadata().forEach(summary::put);
        return summary;
    }
}
