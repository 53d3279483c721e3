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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    /** All but one that at times takes the end of a change for another, of the other direction. */
    static Stream<DetectorDefinition> strictlyDirected() {
        return directed().filter(definition -> !(definition instanceof Eddm));
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
            double[] stream = new Errors(seed).stream(definition, 1_000, 0.05, 0.6, 0.2, 0.9);
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
        double[] stream = new Errors(5).stream(definition, 1_500, 0.05, 0.7);
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

    /** All but the one that tests a rate which is promised, not learnt. */
    static List<DetectorDefinition> learning() {
        return all().stream()
                .filter(definition -> !(definition instanceof EProcess))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("learning")
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
        double[] below = new Errors(6).numbers(2_000, -4.1, -3.3, -4.1);

        assertThat(alarms(definition, below))
                .isNotEmpty()
                .allMatch(place -> place > 2_000)
                .anyMatch(place -> place > 4_000);
    }

    @ParameterizedTest
    @MethodSource("all")
    void findsBothARiseAndAFall(DetectorDefinition definition) {
        assertThat(alarms(definition, new Errors(7).stream(definition, 3_000, 0.2, 0.9)))
                .anyMatch(place -> place > 3_000);
        assertThat(alarms(definition, new Errors(7).stream(definition, 3_000, 0.9, 0.2)))
                .anyMatch(place -> place > 3_000);
    }

    @ParameterizedTest
    @MethodSource("strictlyDirected")
    void findsOnlyChangesOfItsDirection(DetectorDefinition definition) {
        boolean rises = !definition.toDocument().get("direction").text().equals("decrease");
        boolean falls = !definition.toDocument().get("direction").text().equals("increase");
        // Stable for so short a time that no detector alarms, then a change that all see.
        double[] rise = new Errors(8).stream(definition, 100, 0.4, 0.95, 0.95, 0.95);
        double[] fall = Arrays.stream(rise).map(value -> 1 - value).toArray();

        assertThat(!alarms(definition, rise).isEmpty()).isEqualTo(rises);
        assertThat(!alarms(definition, fall).isEmpty()).isEqualTo(falls);
    }

    @ParameterizedTest
    @MethodSource("all")
    void beginsAnewAfterADrift(DetectorDefinition definition) {
        double[] stream = new Errors(9).stream(definition, 2_000, 0.1, 0.8, 0.1, 0.8);

        assertThat(alarms(definition, stream).stream().map(place -> place / 2_000))
                .contains(1, 2, 3);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aResetMakesItNew(DetectorDefinition definition) {
        DriftDetector detector = definition.start();
        for (double value : new Errors(10).stream(definition, 1_234, 0.1, 0.6)) {
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
        for (double value : new Errors(11).stream(definition, 40_000, 0.2)) {
            detector.update(value);
        }
        assertThat(JSON.write(detector.snapshot()).length()).isLessThan(100_000);
    }

    @ParameterizedTest
    @MethodSource("all")
    void anUpdateAllocatesNothing(DetectorDefinition definition) {
        DriftDetector detector = definition.start();
        double[] stream = new Errors(12).stream(definition, 2_000, 0.1, 0.6, 0.2);
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
    void parametersThatMakeNoSenseAreRefused() {
        assertRefused(() -> new Adwin(0, 32, Direction.BOTH), "delta is between 0 and 1, was 0.0");
        assertRefused(() -> new Adwin(0.1, 0, Direction.BOTH), "clock is from 1");
        assertRefused(() -> new HddmA(0.01, 0.001, Direction.BOTH), "drift is less than warning, was 0.01 with 0.001");
        assertRefused(() -> new Ddm(2, 3, Direction.BOTH), "warning is less than drift");
        assertRefused(() -> new PageHinkley(-1, 50, 1, Direction.BOTH), "tolerance is a finite number from 0");
        assertRefused(() -> new PageHinkley(0, 50, Double.NaN, Direction.BOTH), "forgetting is above 0 and up to 1");
        assertRefused(() -> new Cusum(0.1, Double.POSITIVE_INFINITY, Direction.BOTH), "threshold is a finite number");
        assertRefused(() -> new Ecdd(1_000, Direction.BOTH), "runLength is 100 or 400, was 1000");
        assertRefused(() -> new Kswin(0.01, 50, 30, 1), "window is from 60 to 100000, was 50");
        assertRefused(() -> new Bocpd(Bocpd.Likelihood.NORMAL, 0.1, 0.4, 100), "0.5 is less than threshold");
    }

    @Test
    void aStateOfOtherParametersIsRefused() {
        DriftDetector detector = new Stepd(0.003, 0.05, 100, Direction.BOTH).start();
        for (double value : new Errors(13).stream(100, 0.5)) {
            detector.update(value);
        }
        Document.Fields snapshot = (Document.Fields) detector.snapshot();
        Document other = snapshot.with("detector", Stepd.defaults().toDocument());

        assertThatThrownBy(() -> DriftDetector.restore(other))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("from 0 to 30, was 100");
    }

    private static void assertRefused(ThrowingCallable making, String message) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
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
