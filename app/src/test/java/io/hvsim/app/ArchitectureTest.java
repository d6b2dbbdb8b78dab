// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.Date;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may use which, and what the simulator must not touch at all. */
class ArchitectureTest {
    private static final String MODEL = "io.hvsim.model.";

    private static final JavaClasses HVSIM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.hvsim");

    @Test
    void allModulesAreLookedAt() {
        assertThat(Stream.of("io.hvsim.model.result", "io.hvsim.app").filter(HVSIM::containPackage))
                .hasSize(2);
    }

    @ParameterizedTest(name = "{0} uses no more than [{1}]")
    @CsvSource({
        "result, ''",
        "engine, ''",
        "machine, engine",
        "technique, engine machine",
        "measure, engine machine technique result",
        "guest, engine machine technique measure",
        "device, engine machine technique measure guest",
        "memory, engine machine technique measure guest",
        "workload, engine machine technique measure guest device memory",
        "scheduling, engine machine",
        "hypervisor, engine machine technique measure guest device memory workload scheduling result",
    })
    void arrowsInTheModelPointOneWay(String name, String used) {
        String[] allowed = Stream.of((name + " " + used).split(" "))
                .map(each -> MODEL + each + "..")
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(MODEL + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.hvsim..").and(not(resideInAnyPackage(allowed)))));
    }

    @Test
    void theModelKnowsNoOtherModule() {
        check(noClasses()
                .that()
                .resideInAPackage("io.hvsim.model..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.hvsim..").and(not(resideInAPackage("io.hvsim.model..")))));
    }

    @Test
    void scenariosKnowNeitherOutputNorCommandLine() {
        check(noClasses()
                .that()
                .resideInAPackage("io.hvsim.scenario..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.hvsim.output..", "io.hvsim.app.."));
    }

    @Test
    void outputKnowsNothingButResults() {
        check(noClasses()
                .that()
                .resideInAPackage("io.hvsim.output..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.hvsim..")
                        .and(not(resideInAnyPackage("io.hvsim.output..", "io.hvsim.model.result..")))));
    }

    @Test
    void noPackageIsPartOfACycle() {
        check(slices().matching("io.hvsim.(**)").should().beFreeOfCycles());
    }

    @Test
    void theModelReadsNoFileAndDrawsNothing() {
        check(noClasses()
                .that()
                .resideInAPackage("io.hvsim.model..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.nio.file..",
                                "java.net..",
                                "java.awt..",
                                "javax..",
                                "java.util.logging..")
                        .and(not(equivalentTo(Serializable.class)))));
    }

    @Test
    void theModelAsksNoWallClock() {
        check(noClasses()
                .that()
                .resideInAPackage("io.hvsim.model..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.time..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Date.class));
    }

    @Test
    void theModelDrawsRandomNumbersFromItsStreamsOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("io.hvsim.model..")
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SplittableRandom.class));
    }

    @Test
    void theModelHasNoStaticState() {
        check(fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.hvsim.model..")
                .and()
                .areStatic()
                .should()
                .beFinal());
    }

    @Test
    void onlyTheCommandLinePrints() {
        check(noClasses().that().resideOutsideOfPackage("io.hvsim.app..").should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.hvsim.app..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void noClassIsNamedForWantOfAName() {
        check(noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .orShould()
                .resideInAnyPackage("..util..", "..utils..", "..helper..", "..common.."));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(HVSIM);
    }
}
