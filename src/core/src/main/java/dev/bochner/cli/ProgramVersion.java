package dev.bochner.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code bochner --version} prints: all that decides how a run behaves. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = Optional.ofNullable(Bochner.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {
            "Bochner " + own,
            "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")"
        };
    }
}
