package dev.bochner.store;

import dev.bochner.rff.Directions;
import dev.bochner.rff.LinearMap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes matrices of float32 as NumPy files, which {@code numpy.load} can read.
 *
 * <p><b>Format:</b> .npy version 1.0: magic, version, length of the header, the header (a Python literal, padded by
 * spaces so that the data starts at a multiple of 64 bytes), then the elements; here float32, little-endian, C order.
 *
 * <p><b>Source:</b> NumPy's documentation of {@code numpy.lib.format}; NumPy Enhancement Proposal 1.
 */
public final class NpyFile {
    private static final byte[] MAGIC_AND_VERSION = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int PREFIX_BYTES = MAGIC_AND_VERSION.length + Short.BYTES;
    private static final int MAGIC_BYTES = 6;
    private static final int ALIGNMENT = 64;

    /** Type of float32, little-endian. */
    public static final String FLOAT32 = "<f4";

    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\), \\} *\n");
    private static final Pattern TWO_DIMENSIONS = Pattern.compile("([0-9]{1,9}), ([0-9]{1,9})");

    private NpyFile() {}

    /** Writes U [m][d], direction by direction; leaves the stream open. */
    public static void write(Directions u, OutputStream out) throws IOException {
        write(u.spec().m(), u.spec().d(), u::direction, out);
    }

    /** Writes W [rows][columns], row by row; leaves the stream open. */
    public static void write(LinearMap w, OutputStream out) throws IOException {
        write(w.rows(), w.columns(), w::row, out);
    }

    private static void write(int rows, int columns, IntFunction<float[]> elements, OutputStream out)
            throws IOException {
        out.write(header(FLOAT32, "(" + rows + ", " + columns + ")"));
        ByteBuffer row = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows; i++) {
            row.asFloatBuffer().put(elements.apply(i));
            out.write(row.array());
        }
    }

    /**
     * Returns the bytes that precede an array's elements.
     *
     * @param type as NumPy writes it, such as {@code <f4}
     * @param shape a Python tuple, such as {@code (64, 16)}, or {@code ()} for a lone element
     */
    public static byte[] header(String type, String shape) {
        String literal = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int unpadded = PREFIX_BYTES + literal.length() + 1;
        int size = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String padded = literal + " ".repeat(size - unpadded) + "\n";
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC_AND_VERSION)
                .putShort((short) (size - PREFIX_BYTES))
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /**
     * Reads a matrix that was written here, or by NumPy from an array of the same form.
     *
     * @param bytes of the whole file
     * @param file its name, for messages
     * @return [rows][columns]
     * @throws StoreException if it is anything else, naming the file and what is wrong
     */
    public static float[][] read(byte[] bytes, String file) {
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Matcher shape = shape(header(data, file), file);
        int rows = Integer.parseInt(shape.group(1));
        int columns = Integer.parseInt(shape.group(2));
        long expected = (long) rows * columns * Float.BYTES;
        if (data.remaining() != expected) {
            throw new StoreException(file + " holds " + data.remaining() + " bytes of data, expected " + expected
                    + " for the shape (" + rows + ", " + columns + ")");
        }
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int k = 0; k < columns; k++) {
                row[k] = data.getFloat();
            }
        }
        return matrix;
    }

    /** Reads the header's text, and leaves the buffer positioned at the data. */
    private static String header(ByteBuffer data, String file) {
        byte[] start = new byte[Math.min(MAGIC_AND_VERSION.length, data.remaining())];
        data.get(start);
        if (!Arrays.equals(Arrays.copyOf(start, MAGIC_BYTES), Arrays.copyOf(MAGIC_AND_VERSION, MAGIC_BYTES))
                || data.remaining() < Short.BYTES) {
            throw new StoreException(file + " is not a NumPy file: it does not begin with \\x93NUMPY and a version");
        }
        if (!Arrays.equals(start, MAGIC_AND_VERSION)) {
            throw new StoreException(String.format(
                    Locale.ROOT,
                    "%s has version %d.%d of the NumPy format, expected 1.0",
                    file,
                    start[MAGIC_BYTES],
                    start[MAGIC_BYTES + 1]));
        }
        int size = Short.toUnsignedInt(data.getShort());
        if (data.remaining() < size) {
            throw new StoreException(file + " ends within its header: " + data.remaining() + " bytes of " + size);
        }
        byte[] header = new byte[size];
        data.get(header);
        return new String(header, StandardCharsets.ISO_8859_1);
    }

    private static Matcher shape(String header, String file) {
        Matcher fields = HEADER.matcher(header);
        if (!fields.matches()) {
            throw new StoreException(file + " has the header " + header.strip()
                    + ", expected descr, fortran_order and shape as NumPy writes them");
        }
        if (!fields.group(1).equals(FLOAT32)) {
            throw new StoreException(file + " holds elements of type " + fields.group(1) + ", expected " + FLOAT32
                    + " (float32, little-endian)");
        }
        if (fields.group(2).equals("True")) {
            throw new StoreException(file + " is in Fortran order, expected C order");
        }
        Matcher shape = TWO_DIMENSIONS.matcher(fields.group(3));
        if (!shape.matches()) {
            throw new StoreException(file + " has the shape (" + fields.group(3) + "), expected rows and columns");
        }
        return shape;
    }
}
