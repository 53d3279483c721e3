// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.InvalidException;

/** A file {@code MLmodel} may come from anywhere: whatever is in it, it is read or refused in an orderly way. */
class YamlTest {

    /** The first file pays for loading classes, too. */
    private static final long BASE_BYTES = 32_000_000;

    private static final int BYTES_PER_CHARACTER = 2_000;

    private static final long MAX_CPU_NANOS = 5_000_000_000L;

    private static final List<String> PARTS = List.of(
            "&a ",
            "*a",
            "[",
            "]",
            "{",
            "}",
            ": ",
            "? ",
            "- ",
            "|",
            ">",
            "%YAML 9.9\n",
            "---\n",
            "...\n",
            "!!",
            "!!int ",
            "!!java.net.URL ",
            "\t",
            "\"",
            "'",
            "\\x",
            "#",
            "\n",
            "\u0000",
            "\ufeff",
            "\ud800",
            "<<: *a\n",
            "[".repeat(40));

    @ParameterizedTest
    @ValueSource(strings = {"xgboost.MLmodel", "sklearn.MLmodel"})
    void everyMutantIsReadOrRefused(String file) {
        survive(file, 1_500);
    }

    @Tag("stress")
    @ParameterizedTest
    @ValueSource(strings = {"xgboost.MLmodel", "sklearn.MLmodel"})
    void aHundredThousandMutantsAreReadOrRefused(String file) {
        survive(file, 50_000);
    }

    private static void survive(String file, int count) {
        String yaml = ModelImportTest.resource(file);
        int read = 0;
        for (int seed = 0; seed < count; seed++) {
            read += isRead(mutant(yaml, new SplittableRandom(seed)), file + ", seed " + seed) ? 1 : 0;
        }
        assertThat(read).as("mutants of %s that are still read", file).isBetween(1, count - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "? ", "- ", "{a: ", "!", "&a "})
    void nestingWithoutEndIsRefused(String open) {
        assertThat(isRead("a: " + open.repeat(100_000), open)).isFalse();
        assertThat(isRead(open.repeat(100_000), open)).isFalse();
    }

    @Test
    void aliasesThatExpandToVeryMuchAreRefused() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (int level = 1; level < 25; level++) {
            yaml.append("a%s: &a%s [*a%s, *a%s]\n".formatted(level, level, level - 1, level - 1));
        }
        assertThat(isRead(yaml.toString(), "doubling")).isFalse();
        assertThat(isRead("a: &a [*a, *a]\n", "itself twice")).isFalse();
        assertThat(isRead("a: &a {b: *a}\n", "itself")).isFalse();
        assertThat(Yaml.fields("m", "a: &a [x]\nb: *a\n").get("b"))
                .isEqualTo(Yaml.fields("m", "b: [x]").get("b"));
    }

    @Test
    void whatIsNoMappingIsRefused() {
        assertThatThrownBy(() -> Yaml.fields("the file", "- a\n"))
                .isInstanceOf(InvalidException.class)
                .hasMessage("the file is not a YAML mapping");
        assertThatThrownBy(() -> Yaml.fields("the file", "")).isInstanceOf(InvalidException.class);
    }

    /** {@return whether a text is read; if not, it was refused in an orderly way, in time and memory as long as it} */
    private static boolean isRead(String yaml, String what) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytesBefore =
                threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long nanosBefore = threads.getCurrentThreadCpuTime();
        boolean read = false;
        try {
            Yaml.fields("MLmodel", yaml);
            read = true;
        } catch (InvalidException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
        } catch (Throwable e) {
            fail(what + " gave " + e, e);
        }
        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytesBefore)
                .as("bytes used for %s", what)
                .isLessThan(BASE_BYTES + (long) BYTES_PER_CHARACTER * yaml.length());
        assertThat(threads.getCurrentThreadCpuTime() - nanosBefore)
                .as("nanoseconds used for %s", what)
                .isLessThan(MAX_CPU_NANOS);
        return read;
    }

    private static String mutant(String yaml, SplittableRandom random) {
        StringBuilder text = new StringBuilder(yaml);
        for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(1, 40));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(0x180));
                case 1 -> text.delete(at, end);
                case 2 -> text.insert(at, text.substring(at, end));
                default -> text.insert(at, PARTS.get(random.nextInt(PARTS.size())));
            }
        }
        return text.toString();
    }
}
