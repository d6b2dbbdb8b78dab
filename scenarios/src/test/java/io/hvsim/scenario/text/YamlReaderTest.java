// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

    private static String problems(String text) {
        Problems problems = new Problems();
        YamlReader.read(SourceText.scenario("f.yaml", text), problems);
        StringBuilder all = new StringBuilder();
        problems.sorted().forEach(p -> all.append(p.render()).append('\n'));
        return all.toString();
    }

    @Test
    void anchorsAliasesTagsAndMoreDocumentsAreRefused() {
        assertThat(problems("a: &x 1\n")).startsWith("f.yaml:1:4: error: anchors are not supported");
        assertThat(problems("a: *x\n")).startsWith("f.yaml:1:4: error: aliases are not supported");
        assertThat(problems("a: !!str 1\n")).startsWith("f.yaml:1:4: error: tags are not supported");
        assertThat(problems("a: 1\n---\nb: 2\n")).startsWith("f.yaml:2:1: error: a second YAML document");
        assertThat(problems("? [a]\n: 1\n")).startsWith("f.yaml:1:3: error: a key must be a plain word");
    }

    @Test
    void deepNestingIsRefusedAtOnce() {
        String deep = "a: " + "[".repeat(90_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(problems(deep)).startsWith("f.yaml:1:53: error: nested more than 50 levels deep"));
    }

    @Test
    void anExplodingAliasIsRefusedAtItsFirstAnchor() {
        String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
        assertThat(problems(bomb)).startsWith("f.yaml:1:4: error: anchors are not supported");
    }

    @Test
    void anEmptyTextIsReported() {
        assertThat(problems("")).startsWith("f.yaml:1:1: error: nothing in it");
        assertThat(problems("# only a remark\n")).startsWith("f.yaml:1:1: error: nothing in it");
    }

    @Test
    void controlCharactersAreReportedWhereTheyStand() {
        assertThat(problems("a: 1\nb: \u0007\n")).startsWith("f.yaml:2:4: error: character U+0007 is not allowed");
    }

    @Test
    void positionsCountCharactersAndNotCodeUnits() {
        assertThat(problems("😀😀: 1\n😀😀: 2\nb: {x: '😀', x: 2}\n")).isEqualTo("""
                f.yaml:2:1: error: duplicate key '😀😀'
                    2 | 😀😀: 2
                      | ^^
                   already given at f.yaml:1:1: keep one of them
                f.yaml:3:13: error: duplicate key 'x'
                    3 | b: {x: '😀', x: 2}
                      |             ^
                   already given at f.yaml:3:5: keep one of them
                """);
    }

    @Test
    void aLongLineIsShownAroundTheProblem() {
        String line = "k: [" + "x, ".repeat(1000) + "&a y]\n";
        String[] shown = problems(line).split("\n");
        assertThat(shown[0]).startsWith("f.yaml:1:3005: error");
        assertThat(shown[1]).hasSizeLessThan(160).contains("&a y]");
        assertThat(shown[1].charAt(shown[2].indexOf('^'))).isEqualTo('&');
    }

    @Test
    void tooManyProblemsAreCountedOnly() {
        Problems problems = new Problems();
        YamlReader.read(SourceText.scenario("f.yaml", "a: 1\n".repeat(1000)), problems);
        String text = Assertions.assertThrows(ScenarioException.class, problems::throwIfAny)
                .render();
        assertThat(text).endsWith("and 799 more problems\n");
    }

    @Test
    void defaultsThatNeedNoParserAreWhatTheParserMakesOfThem() {
        String letters = "a7 -./%";
        int count = (int) Math.pow(letters.length(), 4);
        for (int number = 0; number < count; number++) {
            StringBuilder text = new StringBuilder("b");
            for (int rest = number; rest > 0; rest /= letters.length()) {
                text.append(letters.charAt(rest % letters.length()));
            }
            for (String written : List.of(text.toString(), text.substring(1))) {
                SourceText source = SourceText.ofDefault(written);
                assertThat(YamlReader.read(source, new Problems()))
                        .as(written)
                        .isEqualTo(YamlReader.read(source, written, new Problems()));
            }
        }
    }
}
