package dev.bochner.serve.sql;

import java.util.Arrays;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;

/**
 * A function once Spark knows the types of its arguments. What it does is in a subclass's {@code invoke}, which the code
 * that Spark generates calls by that name; so the subclass is public, else Spark would quietly interpret the query.
 *
 * @param <R> what Spark holds a result as
 */
abstract class TypedFunction<R> implements ScalarFunction<R> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final DataType resultType;
    private final DataType[] inputTypes;

    TypedFunction(String name, DataType resultType, DataType... inputTypes) {
        this.name = name;
        this.resultType = resultType;
        this.inputTypes = inputTypes.clone();
    }

    @Override
    public final DataType[] inputTypes() {
        return inputTypes.clone();
    }

    @Override
    public final DataType resultType() {
        return resultType;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String canonicalName() {
        return "dev.bochner." + name + Arrays.toString(inputTypes);
    }

    /** Two calls with equal arguments are then equal to Spark, as GROUP BY needs it. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TypedFunction<?> that
                && name.equals(that.name)
                && Arrays.equals(inputTypes, that.inputTypes);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Spark makes a column's name of it. */
    @Override
    public final String toString() {
        return name;
    }
}
