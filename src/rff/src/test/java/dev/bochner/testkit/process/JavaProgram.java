package dev.bochner.testkit.process;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** A main class in a JVM of its own, with the class path and the modules of this one. */
public final class JavaProgram {
    private JavaProgram() {}

    /** What starts it. */
    public static ProcessBuilder of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-XX:+Ignore"))
                .forEach(command::add);
        // Short-lived: compiling would cost more than it saves.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx1g"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder;
    }
}
