// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.text.ScenarioException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is done to a valid scenario, it is either read or refused with positions and reasons. */
class MutationTest {
    private static final String[] PIECES = {
        "",
        " ",
        ":",
        "\n",
        "  ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        "'",
        "\"",
        "|",
        ">",
        "&a ",
        "*a",
        "!x ",
        "%",
        "@",
        "0",
        "-1",
        "1e999",
        "1e20 h",
        ".nan",
        "null",
        "~",
        "true",
        "auto",
        "ms",
        "/s",
        "GHz",
        "\t",
        "\u0000",
        "\u2028",
        "😀",
        "extends: esx-3.5",
        "figures-from: {assumed: x}",
        "value: 3",
        "sweep: {a: {b: {c.d: 1}}}",
        "---\n",
        "library"
    };

    @Test
    void mutatedTextsAreReadOrRefusedInOrder() {
        Random random = new Random(20071009);
        List<String> texts = new ArrayList<>();
        ShippedFiles.scenarios()
                .forEach(name -> texts.add(ShippedFiles.scenario(name).orElseThrow()));
        texts.add(Texts.WEB);
        texts.add(withOwnLibrary("hosts", "pentium-4-672", "cpus", "netburst-prescott", "techniques", "vmi"));
        texts.add(withOwnLibrary("hypervisors", "esx-3.5", "disks", "scsi-10k", "networks", "gigabit"));
        texts.add(withOwnLibrary("guests", "linux-2.6-pae", "workloads", "static-web"));
        assertThat(texts).noneMatch(MutationTest::isRefused);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            String text = texts.get(random.nextInt(texts.size()));
            for (int n = random.nextInt(3); n >= 0; n--) {
                text = mutated(text, random);
            }
            refused += isRefused(text) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(300);
    }

    /** The small scenario with copies of shipped definitions in its own library. */
    private static String withOwnLibrary(String... kindsAndNames) {
        StringBuilder text = new StringBuilder(Texts.WEB + "library:\n");
        for (int i = 0; i < kindsAndNames.length; i += 2) {
            String file = "library/" + kindsAndNames[i] + "/" + kindsAndNames[i + 1] + ".yaml";
            text.append("  ")
                    .append(kindsAndNames[i])
                    .append(":\n    ")
                    .append(kindsAndNames[i + 1])
                    .append(":\n");
            text.append(ShippedFiles.text(file).indent(6));
        }
        return text.toString();
    }

    @Test
    void hugeTextsAreRefusedInTime() {
        int large = 3 << 20;
        List<String> texts = List.of(
                Texts.WEB + "slo: [" + "x,\n".repeat(large / 3) + "]\n",
                Texts.WEB + "charts:\n" + "- {}\n".repeat(large / 5),
                Texts.WEB
                        + IntStream.range(0, large / 8)
                                .mapToObj(i -> "k" + i + ":\n")
                                .collect(Collectors.joining()),
                Texts.WEB + "sweep: {vms.web.count: [" + "1,".repeat(40_000) + "]}\n",
                Texts.WEB.replace("Web", "x".repeat(large)) + "wrong: 1\n",
                Texts.WEB + "question: |\n" + "  text\n".repeat(large / 7) + "wrong: 1\n");
        for (String text : texts) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60), () -> assertThat(isRefused(text)).isTrue());
        }
    }

    private static boolean isRefused(String text) {
        try {
            Scenario.parse(text, "mutated.yaml", List.of()).resolvedYaml(true);
            return false;
        } catch (ScenarioException e) {
            assertThat(e.problems()).isNotEmpty();
            assertThat(e.render()).contains(": error: ");
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(text, e);
        }
    }

    private static String mutated(String text, Random random) {
        String[] lines = text.split("\n", -1);
        int line = random.nextInt(lines.length);
        int other = random.nextInt(lines.length);
        switch (random.nextInt(6)) {
            case 0 -> lines[line] = "";
            case 1 -> lines[line] = lines[other];
            case 2 -> lines[line] = " ".repeat(random.nextInt(8)) + lines[line].strip();
            case 3 -> lines[line] = lines[line] + "\n" + lines[other];
            default -> {
                int at = random.nextInt(lines[line].length() + 1);
                int to = Math.min(lines[line].length(), at + random.nextInt(4));
                lines[line] = lines[line].substring(0, at)
                        + PIECES[random.nextInt(PIECES.length)]
                        + lines[line].substring(to);
            }
        }
        return String.join("\n", lines);
    }
}
