package dev.bochner.serve.layer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A layer as ONNX model: input {@code embedding}, output {@code features}, batch axis free.
 *
 * <p><b>Versions:</b> operators of set 13 and IR version 7, of ONNX 1.8 (2020), so that a server need not be new: ONNX
 * Runtime from 1.6 on. The metadata are the model's {@code metadata_props}, a property each.
 *
 * <p><b>Source:</b> the ONNX specification, onnx-ml.proto.
 */
final class OnnxFile implements LayerFormat {
    static final String NAME = "onnx";

    private static final int IR_VERSION = 7;
    private static final int OPERATOR_SET = 13;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void write(Layer layer, Path target) throws IOException {
        ModelProto model = model(layer);
        try (OutputStream file =
                new BufferedOutputStream(Files.newOutputStream(target, StandardOpenOption.CREATE_NEW))) {
            model.writeTo(file);
        }
    }

    private static ModelProto model(Layer layer) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setProducerName("bochner")
                .setDomain("dev.bochner")
                .setDocString(layer.description())
                .setGraph(OnnxGraph.of(layer));
        layer.metadata()
                .forEach((name, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(name).setValue(value)));
        return model.build();
    }
}
