package dev.bochner.serve.sql;

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
        return namespace.length == 0
                ? new Identifier[] {Identifier.of(namespace, PhiFunction.NAME)}
                : new Identifier[0];
    }

    @Override
    public UnboundFunction loadFunction(Identifier ident) throws NoSuchFunctionException {
        if (ident.namespace().length == 0 && ident.name().equalsIgnoreCase(PhiFunction.NAME)) {
            return new PhiFunction();
        }
        throw new NoSuchFunctionException(ident);
    }
}
