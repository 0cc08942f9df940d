package dev.bochner.serve;

import dev.bochner.rff.Directions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes U as a NumPy file, for {@code numpy.load}.
 *
 * <p><b>Format:</b> .npy version 1.0: magic, version, length of the header, the header (a Python literal, padded by
 * spaces so that the data starts at a multiple of 64 bytes), then the elements; here float32, little-endian, C order.
 *
 * <p><b>Source:</b> NumPy's documentation of {@code numpy.lib.format}; NumPy Enhancement Proposal 1.
 */
public final class NpyFile {
    private static final byte[] MAGIC_AND_VERSION = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private NpyFile() {}

    /** Writes U [m][d], direction by direction; leaves the stream open. */
    public static void write(Directions u, OutputStream out) throws IOException {
        int m = u.spec().m();
        int d = u.spec().d();
        out.write(header("(" + m + ", " + d + ")"));
        ByteBuffer row = ByteBuffer.allocate(d * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < m; i++) {
            row.asFloatBuffer().put(u.direction(i));
            out.write(row.array());
        }
    }

    private static byte[] header(String shape) {
        String literal = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        int prefix = MAGIC_AND_VERSION.length + Short.BYTES;
        int unpadded = prefix + literal.length() + 1;
        int size = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String padded = literal + " ".repeat(size - unpadded) + "\n";
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC_AND_VERSION)
                .putShort((short) (size - prefix))
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
