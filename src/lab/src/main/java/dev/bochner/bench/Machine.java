package dev.bochner.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The machine that a bench ran on.
 *
 * @param cpu the processor's own name
 * @param cores how many of them this process sees
 * @param os name and version of the operating system
 * @param java version of the virtual machine
 * @param spark version of Spark
 * @param maxHeapBytes the largest heap
 * @param busyElsewhere share of the machine's CPU time that went to other processes while it was measured, 0 to 1;
 *     NaN where the system does not tell
 */
public record Machine(
        String cpu, int cores, String os, String java, String spark, long maxHeapBytes, double busyElsewhere) {
    /** Share of other processes from which on the figures should not be trusted. */
    public static final double BUSY = 0.05;

    static Machine here(String sparkVersion, double busyElsewhere) {
        return new Machine(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                sparkVersion,
                Runtime.getRuntime().maxMemory(),
                busyElsewhere);
    }

    /** Whether other processes used so much CPU time that the figures should not be trusted. */
    public boolean wasBusy() {
        return busyElsewhere > BUSY;
    }

    private static String processor() {
        return lines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    /** CPU seconds of all cores since the system started; NaN on other systems than Linux. */
    static double busySeconds() {
        // user, nice, system, idle, iowait, irq, softirq, steal, in hundredths of a second.
        return lines(Path.of("/proc/stat")).stream()
                .filter(line -> line.startsWith("cpu "))
                .map(line -> Arrays.stream(line.substring(4).strip().split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .mapToDouble(ticks -> (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) / 100.0)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            return List.of();
        }
    }
}
