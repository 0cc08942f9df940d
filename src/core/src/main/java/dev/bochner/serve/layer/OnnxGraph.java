package dev.bochner.serve.layer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.Normalisation;

/**
 * A {@link Layer} as a graph of ONNX operators, each of which every runtime has for its type.
 *
 * <p>The normalisation is in double, so that neither a norm of 1e30 nor a subnormal one is lost; projections, cosine and
 * sine are in float.
 */
final class OnnxGraph {
    private static final String BATCH = "batch";
    private static final String WEIGHTS = "weights";

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("bochner");

    private OnnxGraph() {}

    static GraphProto of(Layer layer) {
        OnnxGraph graph = new OnnxGraph();
        graph.declare(layer);
        graph.interleave(layer, graph.guarded(layer, graph.projections(layer, graph.normalised(layer))));
        return graph.graph.build();
    }

    private void declare(Layer layer) {
        graph.addInput(matrix(Layer.INPUT, layer.inputLength(), "Embeddings [batch][" + layer.inputLength() + "]."));
        graph.addOutput(matrix(
                Layer.OUTPUT,
                layer.columns(),
                "phi_m [batch][2m], columns interleaved cos, sin; NaN where the table refuses a row."));
    }

    /** x [batch][d] of h. */
    private String normalised(Layer layer) {
        if (layer.normalisation() == Normalisation.NONE) {
            return Layer.INPUT;
        }
        vector("last_axis", 1);
        String wide = node("Cast", "h", integer("to", DataType.DOUBLE_VALUE), Layer.INPUT);
        String squares = node("Mul", "squares", wide, wide);
        String sum = node("ReduceSum", "squared_norm", integer("keepdims", 1), squares, "last_axis");
        String norm = node("Sqrt", "norm", sum);
        return node("Cast", "x", integer("to", DataType.FLOAT_VALUE), node("Div", "wide_x", wide, norm));
    }

    /** z [batch][m] of x: the weights stay [m][d], so that the initializer's bytes have the digest of the metadata. */
    private String projections(Layer layer, String x) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(WEIGHTS)
                .setDataType(DataType.FLOAT_VALUE)
                .addDims(layer.m())
                .addDims(layer.inputLength())
                .setRawData(UnsafeByteOperations.unsafeWrap(layer.weightBytes())));
        return node("Gemm", "z", integer("transB", 1), x, WEIGHTS);
    }

    /** NaN where |z| is beyond the limit. */
    private String guarded(Layer layer, String z) {
        if (!layer.canLeaveRange()) {
            return z;
        }
        scalar("limit", FeatureMap.MAX_PROJECTION);
        scalar("refused", Float.NaN);
        String refused = node("Greater", "out_of_range", node("Abs", "z_size", z), "limit");
        return node("Where", "z_in_range", refused, "refused", z);
    }

    private void interleave(Layer layer, String z) {
        vector("pair_axis", 2);
        vector("shape", 0, layer.columns()); // 0: as many rows as there are.
        scalar("scale", layer.scale());
        String cos = node("Unsqueeze", "cos_column", node("Cos", "cos", z), "pair_axis");
        String sin = node("Unsqueeze", "sin_column", node("Sin", "sin", z), "pair_axis");
        String pairs = node("Concat", "pairs", integer("axis", 2), cos, sin);
        node("Mul", Layer.OUTPUT, node("Reshape", "interleaved", pairs, "shape"), "scale");
    }

    private String node(String operator, String output, String... inputs) {
        graph.addNode(named(operator, output, inputs));
        return output;
    }

    private String node(String operator, String output, AttributeProto attribute, String... inputs) {
        graph.addNode(named(operator, output, inputs).addAttribute(attribute));
        return output;
    }

    private static NodeProto.Builder named(String operator, String output, String... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output + "_node")
                .addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node;
    }

    private static AttributeProto integer(String name, int value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    private void scalar(String name, float value) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT_VALUE)
                .addFloatData(value));
    }

    private void vector(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
    }

    private static ValueInfoProto matrix(String name, int columns, String description) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(Dimension.newBuilder().setDimParam(BATCH))
                .addDim(Dimension.newBuilder().setDimValue(columns))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setDocString(description)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
