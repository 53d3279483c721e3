// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the house. */
@AnalyzeClasses(packages = "org.mlops4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CORE = "org.mlops4j.core..";

    private static final DescribedPredicate<JavaClass> IN_THE_API =
            DescribedPredicate.describe("in mlops-api", c -> source(c).contains("mlops-api"));

    @ArchTest
    static final ArchRule theApiNeedsNothingElse = classes()
            .that(IN_THE_API)
            .should()
            .onlyDependOnClassesThat(DescribedPredicate.describe(
                    "in mlops-api, the JDK or jspecify",
                    c -> IN_THE_API.test(c)
                            || c.getPackageName().startsWith("java.")
                            // The names in certificates, a part of the module java.base.
                            || c.getPackageName().equals("javax.security.auth.x500")
                            || c.getPackageName().startsWith("org.jspecify")
                            || c.isPrimitive()
                            || c.isArray()));

    @ArchTest
    static final ArchRule coreKnowsNeitherFeaturesNorMonitoring = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(inModule("mlops-features", "mlops-monitoring"));

    @ArchTest
    static final ArchRule featuresKnowNeitherCoreNorMonitoring = noClasses()
            .that(inModule("mlops-features"))
            .should()
            .dependOnClassesThat(inModule("mlops-core", "mlops-monitoring"));

    @ArchTest
    static final ArchRule monitoringKnowsNeitherCoreNorFeatures = noClasses()
            .that(inModule("mlops-monitoring"))
            .should()
            .dependOnClassesThat(inModule("mlops-core", "mlops-features"));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.mlops4j.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noJavaSerialization =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");

    @ArchTest
    static final ArchRule timeIsGiven = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    private static DescribedPredicate<JavaClass> inModule(String... modules) {
        return DescribedPredicate.describe("in " + String.join(" or ", modules), c -> {
            for (String module : modules) {
                if (source(c).contains("/" + module + "/") || source(c).contains("/" + module + "-")) {
                    return true;
                }
            }
            return false;
        });
    }

    private static String source(JavaClass c) {
        return c.getSource().map(s -> s.getUri().toString()).orElse("");
    }
}
