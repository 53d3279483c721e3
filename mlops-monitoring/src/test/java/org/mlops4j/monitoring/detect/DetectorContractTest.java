// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;

/** What holds for every detector. */
class DetectorContractTest {

    private static final DocumentText JSON = new JacksonText();

    static List<DetectorDefinition> all() {
        return Detectors.all();
    }

    static List<DetectorDefinition> ofAllNumbers() {
        return Detectors.ofAllNumbers();
    }

    static List<DetectorDefinition> ofTheUnitInterval() {
        return Detectors.ofTheUnitInterval();
    }

    static Stream<DetectorDefinition> directed() {
        return Arrays.stream(Direction.values()).flatMap(direction -> Detectors.directed(direction).stream());
    }

    @ParameterizedTest
    @MethodSource({"all", "directed"})
    void isMadeAgainFromItsDescription(DetectorDefinition definition) {
        assertThat(DetectorDefinition.from(copy(definition.toDocument()))).isEqualTo(definition);
        assertThat(definition.start().definition()).isEqualTo(definition);
    }

    @ParameterizedTest
    @MethodSource({"all", "directed"})
    void goesOnAfterARestoreAsIfNothingHadHappened(DetectorDefinition definition) {
        for (long seed = 1; seed <= 3; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] stream = new Errors(seed).stream(1_000, 0.05, 0.6, 0.2, 0.9);
            DriftDetector untouched = definition.start();
            DriftDetector restored = definition.start();
            for (int i = 0; i < stream.length; i++) {
                if (random.nextInt(200) == 0) {
                    restored = DriftDetector.restore(copy(restored.snapshot()));
                }
                assertThat(restored.update(stream[i]))
                        .as("seed %s, value %s", seed, i)
                        .isEqualTo(untouched.update(stream[i]));
            }
            assertThat(restored.snapshot()).isEqualTo(untouched.snapshot());
            assertThat(restored.count()).isEqualTo(stream.length);
        }
    }

    @ParameterizedTest
    @MethodSource("ofAllNumbers")
    void restoresExactlyWhateverTheNumbers(DetectorDefinition definition) {
        SplittableRandom random = new SplittableRandom(4);
        DriftDetector untouched = definition.start();
        DriftDetector restored = definition.start();
        for (int i = 0; i < 3_000; i++) {
            if (random.nextInt(100) == 0) {
                restored = DriftDetector.restore(copy(restored.snapshot()));
            }
            double value = (i / 1_000 - 1) * 3 + random.nextDouble() * random.nextDouble();
            assertThat(restored.update(value)).as("value %s", i).isEqualTo(untouched.update(value));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void ignoresWhatIsNoNumberAndCountsIt(DetectorDefinition definition) {
        double[] stream = new Errors(5).stream(1_500, 0.05, 0.7);
        DriftDetector clean = definition.start();
        DriftDetector disturbed = definition.start();
        double[] noise = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < stream.length; i++) {
            assertThat(disturbed.update(stream[i])).isEqualTo(clean.update(stream[i]));
            DetectorState told = clean.state() == DetectorState.DRIFT ? DetectorState.STABLE : clean.state();
            assertThat(disturbed.update(noise[i % 3])).isEqualTo(told);
        }
        assertThat(disturbed.ignored()).isEqualTo(stream.length);
        assertThat(disturbed.count()).isEqualTo(stream.length);
        assertThat(clean.ignored()).isZero();
    }

    @ParameterizedTest
    @MethodSource("ofTheUnitInterval")
    void refusesValuesOutOfItsRange(DetectorDefinition definition) {
        DriftDetector detector = definition.start();
        detector.update(1);
        Document before = detector.snapshot();

        assertThatThrownBy(() -> detector.update(-0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + definition.type() + "' takes values from 0.0 to 1.0, was -0.1");
        assertThatThrownBy(() -> detector.update(Math.nextUp(1.0))).isInstanceOf(IllegalArgumentException.class);
        assertThat(detector.snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aConstantStreamIsStable(DetectorDefinition definition) {
        for (double value : new double[] {0, 1, 0.3, 0.1 + 0.2}) {
            assertThat(alarms(definition, constant(value, 5_000)))
                    .as("%s", value)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ofAllNumbers")
    void aConstantStreamOfAnySizeIsStable(DetectorDefinition definition) {
        for (double value : new double[] {-1, -1e9 / 3, 1e300, Double.MIN_VALUE}) {
            assertThat(alarms(definition, constant(value, 5_000)))
                    .as("%s", value)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ofAllNumbers")
    void negativeNumbersAreNumbers(DetectorDefinition definition) {
        double[] stream = new Errors(6).stream(2_000, 0.1, 0.9, 0.1);
        double[] below = Arrays.stream(stream).map(value -> value - 4).toArray();

        assertThat(alarms(definition, below)).isNotEmpty().first().matches(place -> place > 2_000);
    }

    @ParameterizedTest
    @MethodSource("all")
    void findsBothARiseAndAFall(DetectorDefinition definition) {
        assertThat(alarms(definition, new Errors(7).stream(3_000, 0.2, 0.7))).anyMatch(place -> place > 3_000);
        assertThat(alarms(definition, new Errors(7).stream(3_000, 0.7, 0.2))).anyMatch(place -> place > 3_000);
    }

    @ParameterizedTest
    @MethodSource("directed")
    void findsOnlyChangesOfItsDirection(DetectorDefinition definition) {
        boolean rises = !definition.toDocument().get("direction").text().equals("decrease");
        boolean falls = !definition.toDocument().get("direction").text().equals("increase");
        // Stable for so short a time that no detector alarms, then a change that all see.
        double[] rise = new Errors(8).stream(400, 0.3, 0.95);
        double[] fall = Arrays.stream(rise).map(value -> 1 - value).toArray();

        assertThat(!alarms(definition, rise).isEmpty()).isEqualTo(rises);
        assertThat(!alarms(definition, fall).isEmpty()).isEqualTo(falls);
    }

    @ParameterizedTest
    @MethodSource("all")
    void beginsAnewAfterADrift(DetectorDefinition definition) {
        double[] stream = new Errors(9).stream(2_000, 0.1, 0.6, 0.1, 0.6);

        assertThat(alarms(definition, stream).stream().map(place -> place / 2_000))
                .contains(1, 2, 3);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aResetMakesItNew(DetectorDefinition definition) {
        DriftDetector detector = definition.start();
        for (double value : new Errors(10).stream(1_234, 0.1, 0.6)) {
            detector.update(value);
        }
        detector.update(Double.NaN);
        detector.reset();

        assertThat(detector.snapshot()).isEqualTo(definition.start().snapshot());
        assertThat(detector.state()).isEqualTo(DetectorState.STABLE);
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatItKeepsDoesNotGrow(DetectorDefinition definition) {
        DriftDetector detector = definition.start();
        Errors errors = new Errors(11);
        for (int i = 0; i < 20_000; i++) {
            detector.update(errors.next(0.2));
        }
        int size = JSON.write(detector.snapshot()).length();
        for (int i = 0; i < 20_000; i++) {
            detector.update(errors.next(0.2));
        }
        // The window of ADWIN is described by five more numbers for twice the length.
        assertThat(JSON.write(detector.snapshot()).length()).isLessThan(size + size / 4 + 400);
    }

    @ParameterizedTest
    @MethodSource("all")
    void anUpdateAllocatesNothing(DetectorDefinition definition) {
        DriftDetector detector = definition.start();
        double[] stream = new Errors(12).stream(2_000, 0.1, 0.6, 0.2);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (double value : stream) {
                detector.update(value);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        assertThat(least).as("bytes in %s updates", stream.length).isLessThan(1_000);
    }

    @Test
    void otherDocumentsAreRefused() {
        Document unknown = Document.object().with("type", "crystal-ball");

        assertThatThrownBy(() -> DetectorDefinition.from(unknown))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("crystal-ball");
        assertThatThrownBy(() -> DriftDetector.restore(Document.object())).isInstanceOf(InvalidException.class);
    }

    private static Document copy(Document document) {
        return JSON.read(JSON.write(document));
    }

    private static double[] constant(double value, int count) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    private static List<Integer> alarms(DetectorDefinition definition, double[] stream) {
        DriftDetector detector = definition.start();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < stream.length; i++) {
            if (detector.update(stream[i]) == DetectorState.DRIFT) {
                places.add(i);
            }
        }
        return places;
    }
}
