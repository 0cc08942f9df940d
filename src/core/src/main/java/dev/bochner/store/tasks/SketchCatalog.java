package dev.bochner.store.tasks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Where Spark finds our own aggregate functions: a catalog whose functions stand there for as long as a query runs. A
 * function of ours carries what no SQL argument could, such as a rotation, without copying it for every row.
 *
 * <p>Public because Spark makes it, by its name.
 */
public final class SketchCatalog implements FunctionCatalog {
    private static final String CATALOG = "bochner_tasks";
    private static final Map<String, UnboundFunction> FUNCTIONS = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBER = new AtomicLong();

    private String name = CATALOG;

    /** Sketches all rows: one Spark job. */
    public static <T extends Sketch<T>> T sketch(SketchFunction<T> function, Dataset<Row> rows, Column... arguments) {
        SparkSession spark = rows.sparkSession();
        spark.conf().set("spark.sql.catalog." + CATALOG, SketchCatalog.class.getName());
        String key = function.name() + "_" + NUMBER.incrementAndGet();
        FUNCTIONS.put(key, function);
        try {
            byte[] bytes = rows.select(functions.call_function(CATALOG + "." + key, arguments))
                    .head()
                    .getAs(0);
            return JavaSerialized.<T>ofBytes(bytes).value();
        } finally {
            FUNCTIONS.remove(key);
        }
    }

    @Override
    public void initialize(String catalogName, CaseInsensitiveStringMap options) {
        name = catalogName;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) {
        return new Identifier[0];
    }

    @Override
    public UnboundFunction loadFunction(Identifier ident) throws NoSuchFunctionException {
        UnboundFunction function = FUNCTIONS.get(ident.name());
        if (function == null) {
            throw new NoSuchFunctionException(ident);
        }
        return function;
    }
}
