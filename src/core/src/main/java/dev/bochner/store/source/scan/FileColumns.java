package dev.bochner.store.source.scan;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What columns, and what files, are read here; of all others Spark knows more. */
final class FileColumns {
    private FileColumns() {}

    /** How Parquet stores the numbers of a list; empty if a column is not a list of floats or doubles. */
    private static Optional<PrimitiveTypeName> elementOf(DataType type) {
        if (!(type instanceof ArrayType array)) {
            return Optional.empty();
        }
        if (array.elementType().equals(DataTypes.FloatType)) {
            return Optional.of(PrimitiveTypeName.FLOAT);
        }
        return array.elementType().equals(DataTypes.DoubleType)
                ? Optional.of(PrimitiveTypeName.DOUBLE)
                : Optional.empty();
    }

    /** Why columns cannot be read here from any file. */
    static Optional<String> obstacle(StructType columns) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return Optional.of("this machine is not little-endian, as the files are");
        }
        List<String> names = Arrays.stream(columns.fieldNames())
                .map(FileColumns::folded)
                .distinct()
                .toList();
        if (names.size() < columns.size()) {
            return Optional.of("two columns have the same name");
        }
        for (StructField column : columns.fields()) {
            if (elementOf(column.dataType()).isEmpty()
                    && FlatType.of(column.dataType()).isEmpty()) {
                return Optional.of(
                        "column " + column.name() + " is " + column.dataType().catalogString());
            }
            // Padded CHARs, field ids, defaults of columns that were added: Spark keeps such things there.
            if (!column.metadata().json().equals("{}")) {
                return Optional.of("column " + column.name() + " has metadata");
            }
        }
        return Optional.empty();
    }

    /** Why a file does not hold the columns in the one form that needs no conversion. */
    static Optional<String> obstacle(MessageType file, StructType columns) {
        return Arrays.stream(columns.fields())
                .filter(column -> !holds(file, column))
                .map(column -> "column " + column.name() + " is " + stored(file, column.name()) + ", not plainly "
                        + column.dataType().catalogString())
                .findFirst();
    }

    /** The part of a file's schema that is read. */
    static MessageType projection(MessageType file, StructType columns) {
        return new MessageType(
                file.getName(),
                Arrays.stream(columns.fieldNames()).map(file::getType).toList());
    }

    private static boolean holds(MessageType file, StructField column) {
        List<Type> found = spelledAnyhow(file, column.name());
        if (found.size() != 1 || !found.get(0).getName().equals(column.name())) {
            return false; // Whether upper and lower case differ is for the session to say.
        }
        Type type = found.get(0);
        Optional<PrimitiveTypeName> element = elementOf(column.dataType());
        if (element.isPresent()) {
            return isList(type, element.get());
        }
        return type.isPrimitive()
                && !type.isRepetition(Repetition.REPEATED)
                && FlatType.of(column.dataType())
                        .filter(flat -> flat.isStoredAs(type.asPrimitiveType()))
                        .isPresent();
    }

    // The three levels of the format's specification, and none of the older forms that readers guess at.
    private static boolean isList(Type list, PrimitiveTypeName element) {
        if (list.isPrimitive()
                || list.isRepetition(Repetition.REPEATED)
                || !LogicalTypeAnnotation.listType().equals(list.getLogicalTypeAnnotation())
                || list.asGroupType().getFieldCount() != 1) {
            return false;
        }
        Type repeated = list.asGroupType().getType(0);
        return repeated.isRepetition(Repetition.REPEATED)
                && !repeated.isPrimitive()
                && !repeated.getName().equals("array")
                && !repeated.getName().equals(list.getName() + "_tuple")
                && holds(repeated.asGroupType(), element);
    }

    private static boolean holds(GroupType repeated, PrimitiveTypeName expected) {
        if (repeated.getLogicalTypeAnnotation() != null || repeated.getFieldCount() != 1) {
            return false;
        }
        Type element = repeated.getType(0);
        return element.isPrimitive()
                && !element.isRepetition(Repetition.REPEATED)
                && element.getLogicalTypeAnnotation() == null
                && element.asPrimitiveType().getPrimitiveTypeName() == expected;
    }

    private static String stored(MessageType file, String name) {
        List<Type> found = spelledAnyhow(file, name);
        return switch (found.size()) {
            case 0 -> "missing";
            case 1 -> found.get(0).toString().replaceAll("\\s+", " ");
            default -> "there " + found.size() + " times";
        };
    }

    private static List<Type> spelledAnyhow(MessageType file, String name) {
        return file.getFields().stream()
                .filter(field -> folded(field.getName()).equals(folded(name)))
                .toList();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
