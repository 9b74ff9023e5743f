package org.lie4j.apen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "org.lie4j.apen", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] POINTS_ALONE = {
        "org.lie4j.apen.frames..", "org.lie4j.apen.partitions..", "org.lie4j.apen.geometry..", "org.lie4j.apen.data.."
    };

    @ArchTest
    static final ArchRule GEOMETRY_BUILDS_ON_THE_GROUPS_ALONE = classes()
            .that()
            .resideInAnyPackage(POINTS_ALONE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(concat(
                    POINTS_ALONE, "java..", "javax.xml.stream..", "org.lie4j.groups..", "org.ejml..", "org.joml.."));

    @ArchTest
    static final ArchRule JOML_IS_AT_THE_BORDER = noClasses()
            .that()
            .doNotHaveSimpleName("JomlClouds")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.joml..");

    @ArchTest
    static final ArchRule NETWORKS_BUILD_ON_KERNELS_AND_DL4J = classes()
            .that()
            .resideOutsideOfPackages(POINTS_ALONE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.lie4j.apen..",
                    "org.lie4j.kernels..",
                    "org.lie4j.groups..",
                    "org.deeplearning4j..",
                    "org.nd4j..");

    @ArchTest
    static final ArchRule NO_BACKEND_IS_CHOSEN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j.linalg.cpu..", "org.nd4j.linalg.jcublas..", "org.nd4j.nativeblas..");

    @ArchTest
    static final ArchRule LAYERS_DO_NOT_KNOW_THE_MODELS = noClasses()
            .that()
            .resideOutsideOfPackage("org.lie4j.apen.models..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.lie4j.apen.models..")
            .allowEmptyShould(true);

    private static String[] concat(String[] first, String... second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
    }
}
