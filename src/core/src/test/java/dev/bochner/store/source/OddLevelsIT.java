package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels that the format allows and hardly any writer makes: three lists of two floats, six levels of each kind. */
final class OddLevelsIT extends SourceOnDisk {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType(
            "message m { required int64 id; optional group embedding (LIST) { repeated group list {"
                    + " optional float element; } } }");

    /** Runs as Parquet's specification has them: a header of 2n and a value, or a header of 2g + 1 and g groups of bits. */
    private static final String REPETITION = "03" + "2a"; // 0 1 0 1 0 1, bits from the right

    private static final String DEFINITION = "0c" + "03"; // six times 3

    @ParameterizedTest
    @CsvSource({
        // A run of no threes, of no zeros, and of no groups, before, between and behind the others.
        "032a, 0003 0c03",
        "0000 032a, 0c03",
        "032a, 0603 0000 0603",
        "01 032a, 01 0c03 01",
        // The last bit-packed run is of sixteen levels, of which ten are nobody's.
        "052aff, 0c03",
        "032a, 05ff0fffff",
        // A run of a thousand levels, of which six are there.
        "032a, d00f03"
    })
    void runsOfNoneAndTooManyLevelsComeOutAsSparkReadsThem(String repetition, String definition) throws IOException {
        write(repetition, definition);
        assertReadPageByPage(open(spec()));
        assertRows();
    }

    /** Parquet's own column reader takes it, which Spark's has where it is not vectorised. */
    @ParameterizedTest
    @CsvSource({
        // Sixteen levels are announced, and the bytes of the first eight are there.
        "052a, 0c03",
        // Of eight levels of two bits those of six take a byte and a half; behind them the page goes on.
        "032a, 05ff0f"
    })
    void lastRunMayEndWithItsLastLevel(String repetition, String definition) throws IOException {
        write(repetition, definition);
        with("spark.sql.parquet.enableVectorizedReader", "false", () -> assertReadPageByPage(open(spec())));
        assertRows();
    }

    @Test
    void ordinaryLevelsAreRead() throws IOException {
        write(REPETITION, DEFINITION);
        assertReadPageByPage(open(spec()));
        assertRows();
    }

    private void assertRows() {
        assertEquals(
                3,
                open(spec())
                        .rows()
                        .where("embedding[0] = 2 * id AND embedding[1] = 2 * id + 1 AND size(embedding) = 2")
                        .count());
    }

    @SuppressWarnings("deprecation") // What replaced it is not in the Parquet of Spark 3.5.
    private void write(String repetition, String definition) throws IOException {
        ByteBuffer ids = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer floats = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3; i++) {
            ids.putLong(i);
            floats.putFloat(2 * i).putFloat(2 * i + 1);
        }
        ParquetFileWriter file = new ParquetFileWriter(
                HadoopOutputFile.fromPath(
                        new Path(source + "/part-0.parquet"),
                        spark.sparkContext().hadoopConfiguration()),
                SCHEMA,
                ParquetFileWriter.Mode.CREATE,
                1 << 20,
                0);
        file.start();
        file.startBlock(3);
        column(file, SCHEMA.getColumns().get(0), 3, BytesInput.from(ids.array()));
        column(
                file,
                SCHEMA.getColumns().get(1),
                6,
                BytesInput.concat(levels(repetition), levels(definition), BytesInput.from(floats.array())));
        file.endBlock();
        file.end(Map.of());
    }

    private static BytesInput levels(String hex) {
        byte[] runs = HexFormat.of().parseHex(hex.replace(" ", ""));
        return BytesInput.concat(BytesInput.fromInt(runs.length), BytesInput.from(runs));
    }

    private static void column(ParquetFileWriter file, ColumnDescriptor column, int levels, BytesInput page)
            throws IOException {
        file.startColumn(column, levels, CompressionCodecName.UNCOMPRESSED);
        file.writeDataPage(
                levels,
                (int) page.size(),
                page,
                Statistics.createStats(column.getPrimitiveType()),
                3,
                Encoding.RLE,
                Encoding.RLE,
                Encoding.PLAIN);
        file.endColumn();
    }
}
