// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.suite.SuiteTexts;
import io.hvsim.scenario.suite.Suites;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoleClaimsTest {
    private static final String FITTED = SuiteTexts.HEAD
            .replace("title: Made up", "title: Made up\nfitted-key: [nothing like it, \"Nobody, nowhere, Table 2\"]")
            .replace(
                    "user: 1 Mcycles",
                    "user: {value: 1 Mcycles, source: \"nobody, nowhere, table 2: 1 s\", machine: none, fitted: FIT}");
    private static final String POINT =
            "  - {case: loop, technique: slow, metric: vm.makespan, published: 1 s, role: ROLE}\n";

    static List<String> shippedSuites() {
        return Suites.names();
    }

    @ParameterizedTest
    @MethodSource("shippedSuites")
    void noShippedPointIsCalledPredictedThatRestsOnAFigureFittedToItsSuite(String name) throws ScenarioException {
        assertThat(RoleClaims.objections(Suites.shipped(name))).isEmpty();
    }

    private static List<String> objections(String fit, String role) {
        return RoleClaims.objections(SuiteTexts.suite(FITTED.replace("FIT", fit) + POINT.replace("ROLE", role)));
    }

    @Test
    void aPredictedPointThatRestsOnAFigureFittedToItsSuiteIsObjectedTo() {
        assertThat(objections("the same second", "predicted"))
                .singleElement()
                .asString()
                .startsWith("made-up: loop, slow, vm.makespan is called predicted, but made-up: vms.vm.workload")
                .endsWith("was fitted to nobody, nowhere, table 2: 1 s");
    }

    @Test
    void fittedPointsAndMeasuredFiguresAreNot() {
        assertThat(objections("the same second", "fitted")).isEmpty();
        assertThat(objections("''", "predicted")).isEmpty();
    }
}
