package dev.bochner;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.bochner.testkit.PackageTable.BASE;
import static dev.bochner.testkit.PackageTable.CLASSES;
import static dev.bochner.testkit.PackageTable.withSubpackages;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.properties.HasName;
import dev.bochner.testkit.PackageTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The package table of docs/architecture.md, and a few rules of the house, as they are in the compiled classes. */
public final class ArchitectureTest {
    private static final String VECTOR_MODULE = "jdk.incubator.vector..";

    /** The packages of the application jar. */
    public static final PackageTable APPLICATION = PackageTable.empty()
            .with("rff")
            .with("progress")
            .with("store", "rff")
            .with("stabilise", "rff", "store")
            .with("featurize", "rff", "store", "stabilise")
            .with("audit", "rff", "store", "stabilise")
            .with("serve", "rff", "store")
            .with("plan", "rff", "store")
            .with("config", "rff", "store", "audit", "stabilise")
            .withAllBut("daily")
            .withAllBut("cli");

    static Stream<String> packages() {
        return APPLICATION.packages();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyWhatTheTableAllows(String name) {
        APPLICATION.checkImports(name);
    }

    @Test
    void everyClassLivesInAPackageOfTheTableAndThereAreNoCycles() {
        APPLICATION.checkWhole();
    }

    @Test
    void rffKnowsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage(withSubpackages("rff"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", VECTOR_MODULE, withSubpackages("rff"))
                .check(CLASSES);
    }

    /** The module may be absent at run time, so that no class may link to one of these. */
    @Test
    void nothingNeedsTheVectorModuleButTheClassesLoadedByName() {
        DescribedPredicate<HasName> needsIt = nameMatching(BASE + "\\.rff\\.Vector.*");
        noClasses()
                .that(not(needsIt))
                .should()
                .dependOnClassesThat(resideInAPackage(VECTOR_MODULE).or(needsIt))
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("librariesOfOnePackage")
    void libraryIsUsedByOnePackageOnly(String library, String owner) {
        noClasses()
                .that(not(resideInAPackage(withSubpackages(owner))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .check(CLASSES);
    }

    static Stream<Arguments> librariesOfOnePackage() {
        return Stream.of(
                Arguments.of("com.typesafe.config..", "config"),
                Arguments.of("picocli..", "cli"),
                Arguments.of("ai.onnx..", "serve.layer"),
                Arguments.of("com.google.protobuf..", "serve.layer"),
                Arguments.of("com.samskivert.mustache..", "audit.report"));
    }

    /** Their order is drawn when a JVM starts, so that what is hashed, written or printed from them differs between two runs. */
    @Test
    void nothingCopiesIntoACollectionOfRandomOrder() {
        noClasses()
                .that(not(nameMatching(BASE + "\\.store\\.source\\.Selection"))) // It knows what such orders once were.
                .should()
                .callMethod(Map.class, "copyOf", Map.class)
                .orShould()
                .callMethod(Collectors.class, "toUnmodifiableSet")
                .orShould()
                .callMethod(Collectors.class, "toUnmodifiableMap", Function.class, Function.class)
                .because("Collections.unmodifiableMap of a TreeMap or LinkedHashMap has the same order in every JVM")
                .check(CLASSES);
    }

    @Test
    void testsAreSkippedForWantOfAToolOfTheMachineOnly() {
        PackageTable.checkSkipping();
    }

    @Test
    void noClassHasANameThatSaysNothing() {
        PackageTable.checkNames();
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/rff/src/main/java", "src/core/src/main/java"})
    void everyPackageSaysWhatItIs(String sources) throws IOException {
        PackageTable.checkEveryPackageSaysWhatItIs(Path.of(sources));
    }
}
