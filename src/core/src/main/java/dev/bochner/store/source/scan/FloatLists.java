package dev.bochner.store.source.scan;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;

/** A column of lists of floats or doubles, page by page. A row whose numbers are all there and in one page costs one copy. */
final class FloatLists implements RowColumn {
    private final FloatPage page;
    private final ListBuffer buffer;
    private final int maxDefinition;
    /** The definition level of a list without elements; below it there is none at all. */
    private final int emptyDefinition;

    private int position;
    private int valuePosition;
    private int nextStart;

    /**
     * @param list the column's type
     * @param column the numbers in it
     * @param buffer where lists are made
     */
    FloatLists(Type list, ColumnDescriptor column, PageReader pages, ListBuffer buffer) throws IOException {
        this.page = new FloatPage(column, pages);
        this.buffer = buffer;
        this.maxDefinition = column.getMaxDefinitionLevel();
        this.emptyDefinition = list.isRepetition(Repetition.OPTIONAL) ? 1 : 0;
        if (turnPage() && !atRowStart()) {
            throw new IllegalStateException("the column begins in the middle of a row");
        }
    }

    @Override
    public void next(SpecificInternalRow row, int ordinal) throws IOException {
        if (position == page.levels()) {
            throw new IllegalStateException("the column ends before its row group");
        }
        buffer.clear();
        boolean present = takeToEndOfRowOrPage();
        // A row may go on in the next page, which only that page can tell.
        while (position == page.levels() && turnPage() && !atRowStart()) {
            takeToEndOfRowOrPage();
        }
        if (present) {
            row.update(ordinal, buffer.list());
        } else {
            row.setNullAt(ordinal);
        }
    }

    private boolean turnPage() throws IOException {
        do {
            if (!page.next()) {
                return false;
            }
            position = 0;
            valuePosition = 0;
            nextStart = page.rowStarts().size() > 0 && page.rowStarts().at(0) == 0 ? 1 : 0;
        } while (page.levels() == 0);
        return true;
    }

    private boolean atRowStart() {
        return position == 0 && nextStart == 1;
    }

    /** False if the list is null. */
    private boolean takeToEndOfRowOrPage() {
        int end = nextStart < page.rowStarts().size() ? page.rowStarts().at(nextStart++) : page.levels();
        boolean present = true;
        if (page.isFull()) {
            buffer.add(page.values(), position, end - position);
        } else {
            present = takeOneByOne(end);
        }
        position = end;
        return present;
    }

    private boolean takeOneByOne(int end) {
        boolean present = true;
        for (int i = position; i < end; i++) {
            int definition = page.definition(i);
            if (definition == maxDefinition) {
                buffer.add(page.values(), valuePosition++, 1);
            } else if (definition > emptyDefinition) {
                buffer.addNull();
            } else {
                present = definition == emptyDefinition;
            }
        }
        return present;
    }
}
