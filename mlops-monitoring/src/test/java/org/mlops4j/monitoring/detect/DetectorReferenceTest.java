// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.monitoring.Reference;

/** Warnings and alarms of every detector where its definition, written down without any updating, has them. */
class DetectorReferenceTest {

    private static final Reference DEFINED = Reference.open("detect");

    /** So small a threshold that they alarm often. */
    private static final PageHinkley PAGE_HINKLEY = new PageHinkley(0.1, 5, 1, Direction.BOTH);

    private static final Cusum CUSUM = new Cusum(0.1, 5, Direction.BOTH);

    private static final Map<String, DetectorDefinition> DETECTORS = new TreeMap<>(Map.ofEntries(
            entry("adwin", Adwin.defaults()),
            entry("bocpd-errors", Bocpd.of(Bocpd.Likelihood.BERNOULLI)),
            entry("bocpd-values", Bocpd.of(Bocpd.Likelihood.NORMAL)),
            entry("cusum", CUSUM),
            entry("cusum-increase", CUSUM.with(Direction.INCREASE)),
            entry("ddm", Ddm.defaults()),
            entry("ddm-increase", Ddm.defaults().with(Direction.INCREASE)),
            entry("e-process", EProcess.against(0.2)),
            entry("e-process-increase", EProcess.against(0.2).with(Direction.INCREASE)),
            entry("ecdd", Ecdd.defaults()),
            entry("ecdd-increase", Ecdd.defaults().with(Direction.INCREASE)),
            entry("eddm", Eddm.defaults()),
            entry("eddm-increase", Eddm.defaults().with(Direction.INCREASE)),
            entry("gma", Gma.defaults()),
            entry("gma-increase", Gma.defaults().with(Direction.INCREASE)),
            entry("hddm-a", HddmA.defaults()),
            entry("hddm-a-increase", HddmA.defaults().with(Direction.INCREASE)),
            entry("hddm-w", HddmW.defaults()),
            entry("hddm-w-increase", HddmW.defaults().with(Direction.INCREASE)),
            entry("kswin", Kswin.defaults()),
            entry("page-hinkley", PAGE_HINKLEY),
            entry("page-hinkley-increase", PAGE_HINKLEY.with(Direction.INCREASE)),
            entry("rddm-increase", Rddm.defaults().with(Direction.INCREASE)),
            entry("seed", Seed.defaults()),
            entry("stepd", Stepd.defaults())));

    static Stream<String> cases() {
        return DETECTORS.entrySet().stream()
                .flatMap(detector -> streams(detector.getKey(), detector.getValue())
                        .map(stream -> detector.getKey() + "." + stream));
    }

    private static Stream<String> streams(String name, DetectorDefinition definition) {
        Stream<String> errors = name.equals("bocpd-values") ? Stream.of() : Stream.of("half", "steps", "rare");
        return definition.range() == ValueRange.REAL ? Stream.concat(errors, Stream.of("values")) : errors;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAreThoseOfTheDefinition(String name) {
        List<DetectorState> answers = answers(name);

        assertThat(places(answers, DetectorState.DRIFT)).containsExactly(expected(name + ".drift"));
        assertThat(places(answers, DetectorState.WARNING)).containsExactly(expected(name + ".warning"));
    }

    /** What scikit-multiflow 0.5.3 finds in these streams, by its own tests; its detectors tell increases only. */
    @Test
    void alarmsAreThoseOfAnotherLibrary() {
        assertThat(alarms("ddm-increase.half")).containsExactly(103, 1060);
        assertThat(alarms("hddm-a-increase.half")).containsExactly(1052);
        assertThat(alarms("hddm-a.steps")).contains(515, 1514);
        assertThat(alarms("hddm-w-increase.half")).containsExactly(1018);
        assertThat(alarms("hddm-w-increase.steps")).containsExactly(518, 1513);
    }

    private static int[] alarms(String name) {
        return places(answers(name), DetectorState.DRIFT);
    }

    private static List<DetectorState> answers(String name) {
        int dot = name.indexOf('.');
        DriftDetector detector =
                requireNonNull(DETECTORS.get(name.substring(0, dot)), name).start();
        return Arrays.stream(DEFINED.numbers("stream." + name.substring(dot + 1)))
                .mapToObj(detector::update)
                .toList();
    }

    private static int[] places(List<DetectorState> answers, DetectorState state) {
        return IntStream.range(0, answers.size())
                .filter(i -> answers.get(i) == state)
                .toArray();
    }

    private static int[] expected(String key) {
        if (!DEFINED.has(key)) {
            return new int[0];
        }
        return Arrays.stream(DEFINED.numbers(key))
                .mapToInt(place -> (int) place)
                .toArray();
    }
}
