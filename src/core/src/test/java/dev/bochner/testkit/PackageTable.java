package dev.bochner.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which packages of the project each package may import, below the base {@code dev.bochner}, and the rules of the house that
 * hold for every module.
 */
public final class PackageTable {
    public static final String BASE = "dev.bochner";

    /** The compiled classes of the modules on the class path, without their tests. */
    public static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(BASE);

    private final Map<String, Set<String>> mayImport;

    private PackageTable(Map<String, Set<String>> mayImport) {
        this.mayImport = mayImport;
    }

    public static PackageTable empty() {
        return new PackageTable(Map.of());
    }

    /** The table with one more package, which may import these and nothing else of ours. */
    public PackageTable with(String name, String... imports) {
        Map<String, Set<String>> changed = new TreeMap<>(mayImport);
        changed.put(name, Set.of(imports));
        return new PackageTable(changed);
    }

    /** The table with one more package, which may import all that are in it, but for these. */
    public PackageTable withAllBut(String name, String... excluded) {
        Set<String> imports = new TreeSet<>(mayImport.keySet());
        imports.removeAll(Set.of(excluded));
        return with(name, imports.toArray(String[]::new));
    }

    /** The names, sorted. */
    public Stream<String> packages() {
        return mayImport.keySet().stream().sorted();
    }

    /** Fails if a class of this package or below it imports a package that the table does not name for it. */
    public void checkImports(String name) {
        String[] forbidden = packages()
                .filter(other -> !other.equals(name)
                        && !mayImport.getOrDefault(name, Set.of()).contains(other))
                .map(PackageTable::withSubpackages)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(withSubpackages(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(CLASSES);
    }

    /** Fails if a class lives outside the packages of the table, or if packages import each other in a circle. */
    public void checkWhole() {
        String[] known = packages().map(PackageTable::withSubpackages).toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(CLASSES);
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** Fails if a directory of sources has no package-info.java. */
    public static void checkEveryPackageSaysWhatItIs(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            Set<Path> directories = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .collect(Collectors.toSet());
            assertTrue(!directories.isEmpty(), () -> "found no packages under " + sources.toAbsolutePath());
            List<Path> silent = directories.stream()
                    .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
                    .toList();
            assertEquals(List.of(), silent, "packages without package-info.java");
        }
    }

    /** Fails if the simple name of a class ends in a word that says nothing. */
    public static void checkNames() {
        for (String ending : List.of("Manager", "Helper", "Util", "Utils")) {
            noClasses().should().haveSimpleNameEndingWith(ending).check(CLASSES);
        }
    }

    /**
     * Fails if a test of this module is skipped otherwise than for want of a tool of the machine. So the build's last line
     * knows why, and CI can make it a failure.
     */
    public static void checkSkipping() {
        JavaClasses tests = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages(BASE);
        noClasses()
                .that()
                .doNotHaveSimpleName("MachineTool")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.junit\\.jupiter\\.api\\.(Assumptions|Disabled|condition\\..*)")
                .check(tests);
    }

    /** The pattern of a package and all below it, as ArchUnit writes it. */
    public static String withSubpackages(String name) {
        return BASE + "." + name + "..";
    }
}
