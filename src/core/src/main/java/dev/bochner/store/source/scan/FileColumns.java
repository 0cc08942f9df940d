package dev.bochner.store.source.scan;

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

    /** Whether a column is a list of floats; all others hold one value a row. */
    static boolean isFloatList(DataType type) {
        return type instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType);
    }

    /** Why columns cannot be read here from any file. */
    static Optional<String> obstacle(StructType columns) {
        List<String> names = Arrays.stream(columns.fieldNames())
                .map(FileColumns::folded)
                .distinct()
                .toList();
        if (names.size() < columns.size()) {
            return Optional.of("two columns have the same name");
        }
        for (StructField column : columns.fields()) {
            if (!isFloatList(column.dataType())
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
        if (isFloatList(column.dataType())) {
            return isFloatList(type);
        }
        return type.isPrimitive()
                && !type.isRepetition(Repetition.REPEATED)
                && FlatType.of(column.dataType())
                        .filter(flat -> flat.isStoredAs(type.asPrimitiveType()))
                        .isPresent();
    }

    // The three levels of the format's specification, and none of the older forms that readers guess at.
    private static boolean isFloatList(Type list) {
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
                && isFloat(repeated.asGroupType());
    }

    private static boolean isFloat(GroupType repeated) {
        if (repeated.getLogicalTypeAnnotation() != null || repeated.getFieldCount() != 1) {
            return false;
        }
        Type element = repeated.getType(0);
        return element.isPrimitive()
                && !element.isRepetition(Repetition.REPEATED)
                && element.getLogicalTypeAnnotation() == null
                && element.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FLOAT;
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
