package org.lie4j.kernels;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.lie4j.kernels", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule BUILDS_ON_GROUPS_AND_DL4J = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.lie4j.kernels..",
                    "org.lie4j.groups..",
                    "org.lie4j.vectors..",
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
            .resideOutsideOfPackage("org.lie4j.kernels.models..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.lie4j.kernels.models..");
}
