package dev.bochner.serve.sql;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Bochner's SQL functions, as a catalog: {@code spark.sql.catalog.bochner=dev.bochner.serve.sql.FunctionLibrary} and
 * nothing else gives {@code SELECT bochner.phi(embedding, 64, 42) FROM items}.
 */
public final class FunctionLibrary implements FunctionCatalog {
    /** What {@code bochner.} stands before. */
    private static final List<CatalogFunction> FUNCTIONS = List.of(
            Phi.FUNCTION, TablePhi.FUNCTION, Kernel.FUNCTION, Prefix.FUNCTION, ToVector.FUNCTION, Floats.FUNCTION);

    private String name = "bochner";

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
        Stream<CatalogFunction> here = namespace.length == 0 ? FUNCTIONS.stream() : Stream.empty();
        return here.map(function -> Identifier.of(namespace, function.name())).toArray(Identifier[]::new);
    }

    @Override
    public UnboundFunction loadFunction(Identifier ident) throws NoSuchFunctionException {
        String wanted = ident.name().toLowerCase(Locale.ROOT);
        for (CatalogFunction function : FUNCTIONS) {
            if (ident.namespace().length == 0 && function.name().equals(wanted)) {
                return function;
            }
        }
        throw new NoSuchFunctionException(ident);
    }
}
