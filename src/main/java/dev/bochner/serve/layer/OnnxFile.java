package dev.bochner.serve.layer;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A layer as ONNX model. */
final class OnnxFile implements LayerFormat {
    static final String NAME = "onnx";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void write(Layer layer, Path target) throws IOException {
        try (OutputStream file = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            model(layer).writeTo(file);
        }
    }

    private static ModelProto model(Layer layer) {
        return ModelProto.newBuilder().setDocString(layer.description()).build();
    }
}
