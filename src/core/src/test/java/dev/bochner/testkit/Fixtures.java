package dev.bochner.testkit;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a test the real components it names as parameters. Each starts when the first test of a fork asks for it, and
 * stops when the last one has ended:
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
    private static final Namespace NAMESPACE = Namespace.create(Fixtures.class);
    private static final Map<Class<?>, Supplier<? extends AutoCloseable>> STARTS = Map.of(
            HdfsCluster.class, HdfsCluster::start,
            SparkCluster.class, SparkCluster::start,
            HiveSpark.class, HiveSpark::start,
            SparkSession.class, LocalSpark::session);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return STARTS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // JUnit closes what is in the root store when the fork ends.
        Class<?> type = parameter.getParameter().getType();
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(type, key -> STARTS.get(key).get(), AutoCloseable.class);
    }
}
