package dev.bochner.serve.sql;

import java.util.function.Function;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.StructType;

/**
 * A function before Spark knows the types of its arguments.
 *
 * @param name in lower case
 * @param description how it is called and what it gives
 * @param binding looks at the arguments' types
 */
record CatalogFunction(String name, String description, Function<Arguments, BoundFunction> binding)
        implements UnboundFunction {
    @Override
    public BoundFunction bind(StructType arguments) {
        return binding.apply(new Arguments(name, arguments));
    }
}
