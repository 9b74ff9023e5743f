package org.lie4j.groups;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.lie4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOTHING_BUT_LINEAR_ALGEBRA = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.lie4j.groups..", "org.ejml..", "org.joml..", "org.hipparchus..");

    /** Quasi-random numbers, quadrature and statistics belong to sampling alone. */
    @ArchTest
    static final ArchRule NUMERICAL_LIBRARY_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("org.lie4j.groups.sampling..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.hipparchus..");
}
