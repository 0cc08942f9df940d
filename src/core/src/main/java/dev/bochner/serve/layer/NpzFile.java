package dev.bochner.serve.layer;

import dev.bochner.store.NpyFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A layer as NumPy's archive of arrays: {@code numpy.load} reads it, without pickle.
 *
 * <p><b>Arrays:</b> {@code weights} float32 [m, length of an embedding], C order; {@code scale} float32 [], the factor of
 * every column; {@code spec} a string [], {@link Layer#json}. <b>Bytes:</b> the same for the same layer: entries are
 * stored, with a fixed time.
 *
 * <p><b>Source:</b> NumPy's documentation of {@code numpy.savez} and {@code numpy.lib.format}.
 */
final class NpzFile implements LayerFormat {
    static final String NAME = "npz";

    /** The first that a ZIP file can name. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void write(Layer layer, Path target) throws IOException {
        try (OutputStream file = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW);
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            put(
                    zip,
                    "weights",
                    NpyFile.header(NpyFile.FLOAT32, "(" + layer.m() + ", " + layer.inputLength() + ")"),
                    layer.weightBytes());
            put(
                    zip,
                    "scale",
                    NpyFile.header(NpyFile.FLOAT32, "()"),
                    littleEndian(Float.floatToRawIntBits(layer.scale())));
            int[] spec = layer.json().codePoints().toArray();
            put(zip, "spec", NpyFile.header("<U" + spec.length, "()"), littleEndian(spec));
        }
    }

    private static byte[] littleEndian(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        return bytes.array();
    }

    private static void put(ZipOutputStream zip, String array, byte[] header, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(header);
        crc.update(data);
        ZipEntry entry = new ZipEntry(array + ".npy");
        entry.setTimeLocal(NO_TIME);
        entry.setSize((long) header.length + data.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(header);
        zip.write(data);
        zip.closeEntry();
    }
}
