package dev.bochner.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.bochner.ArchitectureTest;
import dev.bochner.testkit.PackageTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of the laboratory in the package table of docs/architecture.md. */
final class LabArchitectureTest {
    private static final PackageTable TABLE = ArchitectureTest.APPLICATION
            .withAllBut("bench", "cli")
            .withAllBut("experiments", "cli", "bench")
            .withAllBut("demo", "cli", "bench")
            .withAllBut("lab");

    static Stream<String> packages() {
        return TABLE.packages();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyWhatTheTableAllows(String name) {
        TABLE.checkImports(name);
    }

    @ParameterizedTest
    @CsvSource({
        "picocli.., dev.bochner.lab..",
        "org.jfree.., dev.bochner.experiments.figures..",
        "org.apache.batik.., dev.bochner.experiments.figures.."
    })
    void libraryIsUsedByOnePackageOnly(String library, String owner) {
        noClasses()
                .that()
                .resideOutsideOfPackages(owner, "dev.bochner.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .check(PackageTable.CLASSES);
    }

    @Test
    void everyClassLivesInAPackageOfTheTableAndThereAreNoCycles() {
        TABLE.checkWhole();
    }

    @Test
    void testsAreSkippedForWantOfAToolOfTheMachineOnly() {
        PackageTable.checkSkipping();
    }

    @Test
    void noClassHasANameThatSaysNothing() {
        PackageTable.checkNames();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        PackageTable.checkEveryPackageSaysWhatItIs(Path.of("src/lab/src/main/java"));
    }
}
