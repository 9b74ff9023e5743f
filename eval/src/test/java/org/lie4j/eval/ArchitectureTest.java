package org.lie4j.eval;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.lie4j");
    }

    @Test
    void modulesDependInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("groups")
                .definedBy("org.lie4j.groups..")
                .layer("kernels")
                .definedBy("org.lie4j.kernels..")
                .layer("apen")
                .definedBy("org.lie4j.apen..")
                .layer("eval")
                .definedBy("org.lie4j.eval..")
                .whereLayer("groups")
                .mayNotAccessAnyLayer()
                .whereLayer("kernels")
                .mayOnlyAccessLayers("groups")
                .whereLayer("apen")
                .mayOnlyAccessLayers("groups", "kernels")
                .whereLayer("eval")
                .mayOnlyAccessLayers("groups", "kernels", "apen")
                .check(classes);
    }

    @Test
    void mathematicsKnowsNoTensors() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("org.lie4j.groups..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void dataAndMetricsKnowNeitherCommandsNorReports() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage("org.lie4j.eval.data..", "org.lie4j.eval.metrics..", "org.lie4j.eval.io..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.lie4j.eval.run..", "org.lie4j.eval.report..", "org.lie4j.eval.cli..")
                .check(classes);
    }

    @Test
    void nothingKnowsTheCommands() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("org.lie4j.eval.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lie4j.eval.cli..")
                .check(classes);
    }
}
