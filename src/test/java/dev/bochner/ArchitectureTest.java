package dev.bochner;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The package table of the design, and a few rules of the house, as they are in the compiled classes. */
final class ArchitectureTest {
    private static final String BASE = "dev.bochner";
    private static final String VECTOR_MODULE = "jdk.incubator.vector..";
    private static final Path SOURCES = Path.of("src", "main", "java");

    /** Which packages of ours each package may import. Not every one exists yet. */
    private static final Map<String, Set<String>> MAY_IMPORT = packageTable();

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    private static Map<String, Set<String>> packageTable() {
        Map<String, Set<String>> table = new HashMap<>();
        table.put("rff", Set.of());
        table.put("store", Set.of("rff"));
        table.put("stabilise", Set.of("rff", "store"));
        table.put("featurize", Set.of("rff", "store", "stabilise"));
        table.put("audit", Set.of("rff", "store", "stabilise"));
        table.put("serve", Set.of("rff", "store"));
        table.put("plan", Set.of("rff", "store"));
        table.put("config", Set.of("rff", "store", "audit", "stabilise"));
        table.put("daily", Set.of("rff", "store", "featurize", "stabilise", "audit", "serve", "plan", "config"));
        Set<String> below = Set.copyOf(table.keySet());
        table.put("bench", below);
        table.put("experiments", with(below, "demo"));
        table.put("demo", with(below, "experiments"));
        table.put("cli", with(below, "experiments", "demo", "bench"));
        return Map.copyOf(table);
    }

    private static Set<String> with(Set<String> packages, String... more) {
        Set<String> all = new HashSet<>(packages);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyWhatTheTableAllows(String name) {
        String[] forbidden = packages()
                .filter(other -> !other.equals(name) && !MAY_IMPORT.get(name).contains(other))
                .map(ArchitectureTest::withSubpackages)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(withSubpackages(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void everyClassLivesInAPackageOfTheTable() {
        String[] known = packages().map(ArchitectureTest::withSubpackages).toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(MAIN);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void rffKnowsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage(withSubpackages("rff"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", VECTOR_MODULE, withSubpackages("rff"))
                .check(MAIN);
    }

    /** The module may be absent at run time, so that no class may link to one of these. */
    @Test
    void nothingNeedsTheVectorModuleButTheClassesLoadedByName() {
        DescribedPredicate<HasName> needsIt = nameMatching(BASE + "\\.rff\\.Vector.*");
        noClasses()
                .that(not(needsIt))
                .should()
                .dependOnClassesThat(resideInAPackage(VECTOR_MODULE).or(needsIt))
                .check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("librariesOfOnePackage")
    void libraryIsUsedByOnePackageOnly(String library, String owner) {
        noClasses()
                .that(not(resideInAPackage(withSubpackages(owner))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .check(MAIN);
    }

    static Stream<Arguments> librariesOfOnePackage() {
        return Stream.of(
                Arguments.of("com.typesafe.config..", "config"),
                Arguments.of("picocli..", "cli"),
                Arguments.of("ai.onnx..", "serve.layer"),
                Arguments.of("com.google.protobuf..", "serve.layer"),
                Arguments.of("com.samskivert.mustache..", "audit.report"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manager", "Helper", "Util", "Utils"})
    void noClassHasANameThatSaysNothing(String ending) {
        noClasses().should().haveSimpleNameEndingWith(ending).check(MAIN);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<Path> directories = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .collect(Collectors.toSet());
            assertTrue(directories.size() > 1, () -> "found no packages under " + SOURCES.toAbsolutePath());
            List<Path> silent = directories.stream()
                    .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
                    .toList();
            assertEquals(List.of(), silent, "packages without package-info.java");
        }
    }

    private static String withSubpackages(String name) {
        return BASE + "." + name + "..";
    }
}
