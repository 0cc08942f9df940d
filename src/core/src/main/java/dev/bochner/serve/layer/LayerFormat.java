package dev.bochner.serve.layer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** A form of file that a model server or a library loads a {@link Layer} from. */
public interface LayerFormat {
    /** The word of the command line, such as {@code onnx}. */
    String name();

    /**
     * Writes a layer. {@link LayerFile} is what makes of this all or nothing.
     *
     * @param target a path where nothing is yet
     */
    void write(Layer layer, Path target) throws IOException;

    /**
     * The format of a name. Others than ONNX's and NumPy's are found by ServiceLoader.
     *
     * @throws IllegalArgumentException if there is none of that name, or it needs libraries that are not on the class path
     */
    static LayerFormat named(String name) {
        return Stream.concat(
                        Stream.of(new OnnxFile(), new NpzFile()),
                        ServiceLoader.load(LayerFormat.class).stream().map(ServiceLoader.Provider::get))
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(absent(name)));
    }

    /** The names of all formats, also of those that are not on the class path. */
    static List<String> names() {
        return List.of(OnnxFile.NAME, NpzFile.NAME, "savedmodel");
    }

    private static String absent(String name) {
        return names().contains(name)
                ? "Format " + name + " needs TensorFlow, which is no part of the application jar: in a checkout"
                        + " scripts/bochner export fetches it (160 MB); elsewhere put target/tensorflow/jars/*, made by"
                        + " \"mvn -Ptensorflow package\", on the class path"
                : "Format is \"" + name + "\", expected one of " + names();
    }
}
