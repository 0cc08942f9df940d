package dev.bochner.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a test the real components it names as parameters. Each starts when the first test of a fork asks for it, and
 * stops when the fork ends:
 *
 * <pre>{@code
 * @ExtendWith(Fixtures.class)
 * final class PublishIT {
 *     @Test
 *     void publishesToHdfs(HdfsCluster hdfs, SparkSession spark) { ... }
 * }
 * }</pre>
 */
public final class Fixtures implements ParameterResolver {
    private static final Map<Class<?>, Supplier<? extends AutoCloseable>> STARTS = Map.of(
            HdfsCluster.class, HdfsCluster::start,
            SparkCluster.class, SparkCluster::start,
            HiveSpark.class, HiveSpark::start,
            SparkSession.class, LocalSpark::session);

    private static final Map<Class<?>, AutoCloseable> STARTED = new LinkedHashMap<>();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return STARTS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return started(parameter.getParameter().getType());
    }

    // They end with the JVM, and the processes among them by ChildProcess. Not in a store of JUnit's: a fork runs each
    // class as an execution of its own, at whose end JUnit closes all stores.
    private static synchronized AutoCloseable started(Class<?> type) {
        AutoCloseable known = STARTED.get(type);
        if (known != null) {
            return known;
        }
        AutoCloseable component = STARTS.get(type).get();
        STARTED.put(type, component);
        return component;
    }
}
