package dev.bochner.store.source.scan;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Levels of a page as they are stored: runs of Parquet's hybrid of run lengths and bit packing. They are looked at run by
 * run, since those of lists of one length are few.
 *
 * <p>Runs of length 0 are skipped, and of the last run only the levels of the page have to be there: a writer may announce
 * whole groups of eight and leave out the bytes behind the last level. Parquet's and Spark's readers each take at least one
 * of the two.
 */
final class Levels {
    private static final int GROUP = 8;

    private final ByteBuffer runs;
    private final int bitWidth;
    private final int count;

    /**
     * @param runs the encoded runs, without their length
     * @param bitWidth bits of a level, 1 or 2
     * @param count number of levels, which may end inside the last group
     */
    Levels(ByteBuffer runs, int bitWidth, int count) {
        this.runs = runs;
        this.bitWidth = bitWidth;
        this.count = count;
    }

    /** Whether all are the same, told from the run lengths alone: false may also mean that they are bit-packed. */
    boolean areOneRunOf(int level) {
        ByteBuffer in = runs.duplicate();
        for (int at = 0; at < count; ) {
            int header = header(in);
            if (isPacked(header) || in.get() != level) {
                return false;
            }
            at = end(at, header);
        }
        return true;
    }

    /** Unpacks all into the first elements of an array. */
    void unpack(byte[] levels) {
        ByteBuffer in = runs.duplicate();
        for (int at = 0; at < count; ) {
            int header = header(in);
            int end = end(at, header);
            if (isPacked(header)) {
                unpackGroups(in, levels, at, end);
            } else {
                Arrays.fill(levels, at, end, in.get());
            }
            at = end;
        }
    }

    private void unpackGroups(ByteBuffer in, byte[] levels, int from, int end) {
        int mask = (1 << bitWidth) - 1;
        for (int at = from; at < end; at += GROUP) {
            int bits = 0;
            int bytes = (Math.min(GROUP, end - at) * bitWidth + Byte.SIZE - 1) / Byte.SIZE;
            for (int b = 0; b < bytes; b++) {
                bits |= (in.get() & 0xFF) << (8 * b);
            }
            for (int i = at; i < Math.min(at + GROUP, end); i++) {
                levels[i] = (byte) (bits & mask);
                bits >>>= bitWidth;
            }
        }
    }

    /** Tells where the zeros are, of levels of one bit. */
    void zerosInto(Positions zeros) {
        ByteBuffer in = runs.duplicate();
        for (int at = 0; at < count; ) {
            int header = header(in);
            int end = end(at, header);
            if (isPacked(header)) {
                packedZeros(in, zeros, at, end);
            } else if (in.get() == 0) {
                zeros.addRange(at, end);
            }
            at = end;
        }
    }

    private static void packedZeros(ByteBuffer in, Positions zeros, int from, int end) {
        for (int at = from; at < end; at += GROUP) {
            int bits = ~in.get() & 0xFF;
            if (end - at < GROUP) {
                bits &= (1 << (end - at)) - 1;
            }
            for (; bits != 0; bits &= bits - 1) {
                zeros.add(at + Integer.numberOfTrailingZeros(bits));
            }
        }
    }

    private int end(int at, int header) {
        long length = isPacked(header) ? (long) GROUP * (header >>> 1) : header >>> 1;
        return (int) Math.min(count, at + length);
    }

    private static boolean isPacked(int header) {
        return (header & 1) == 1;
    }

    private static int header(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte b = in.get();
            value |= (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a run's length has more than 32 bits");
    }

    /** A growing list of positions. */
    static final class Positions {
        private int[] positions = new int[1024];
        private int size;

        void clear() {
            size = 0;
        }

        int size() {
            return size;
        }

        int at(int index) {
            return positions[index];
        }

        void add(int position) {
            reserve(1);
            positions[size++] = position;
        }

        void addRange(int from, int end) {
            reserve(end - from);
            for (int position = from; position < end; position++) {
                positions[size++] = position;
            }
        }

        private void reserve(int more) {
            if (size + more > positions.length) {
                positions = Arrays.copyOf(positions, Math.max(size + more, 2 * positions.length));
            }
        }
    }
}
