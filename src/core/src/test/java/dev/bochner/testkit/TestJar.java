package dev.bochner.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs test classes into a jar, so that a main of a test can be submitted to a cluster. */
public final class TestJar {
    private TestJar() {}

    /** Writes a jar of these classes and the ones nested in them. */
    public static Path of(Path jar, Class<?>... classes) {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Class<?> type : classes) {
                add(out, type);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + jar, e);
        }
    }

    private static void add(JarOutputStream out, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            in.transferTo(out);
        }
        List<Class<?>> nested = Stream.of(type.getDeclaredClasses()).toList();
        for (Class<?> inner : nested) {
            add(out, inner);
        }
    }
}
