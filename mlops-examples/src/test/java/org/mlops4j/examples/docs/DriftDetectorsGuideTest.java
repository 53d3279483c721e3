// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.detect.Adwin;
import org.mlops4j.monitoring.detect.DetectorDefinition;
import org.mlops4j.monitoring.detect.DetectorState;
import org.mlops4j.monitoring.detect.Direction;
import org.mlops4j.monitoring.detect.DriftDetector;
import org.mlops4j.monitoring.detect.EProcess;
import org.mlops4j.monitoring.detect.HddmA;

/** The code of the guide to detectors. */
class DriftDetectorsGuideTest {

    private final List<String> messages = new ArrayList<>();

    /** 5 % of errors, later 30 %. */
    private static double[] errors() {
        SplittableRandom random = new SplittableRandom(1);
        double[] errors = new double[4_000];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = random.nextDouble() < (i < 2_000 ? 0.05 : 0.3) ? 1 : 0;
        }
        return errors;
    }

    private void message(String text) {
        messages.add(text);
    }

    @Test
    void aDetectorIsFedOneValueAtATime() {
        double[] errors = errors();
        DriftDetector detector = HddmA.defaults().with(Direction.INCREASE).start();

        for (double error : errors) { // 1 if the prediction was wrong, else 0
            if (detector.update(error) == DetectorState.DRIFT) {
                message("more errors than before, seen after " + detector.count() + " predictions");
            }
        }

        assertThat(messages).hasSize(1).first().asString().matches(".*after 20\\d\\d predictions");
    }

    @Test
    void aDetectorGoesOnWhereItWasSaved() {
        double[] errors = errors();
        DriftDetector detector = Adwin.defaults().start();
        detector.update(errors[0]);

        Document saved = detector.snapshot();
        DriftDetector again = DriftDetector.restore(saved);

        for (int i = 1; i < errors.length; i++) {
            assertThat(again.update(errors[i])).isEqualTo(detector.update(errors[i]));
        }
    }

    @Test
    void aDefinitionIsData() {
        DetectorDefinition definition = new Adwin(0.0001, 32, Direction.INCREASE);
        Document stored = definition.toDocument(); // {"type":"adwin","delta":0.0001,"clock":32,"direction":"increase"}
        DetectorDefinition same = DetectorDefinition.from(stored);

        assertThat(same).isEqualTo(definition);
        assertThat(stored.get("type").text()).isEqualTo("adwin");
    }

    @Test
    void aPromisedRateIsTested() {
        double[] errors = errors();
        DriftDetector promise = EProcess.against(0.1).with(Direction.INCREASE).start();
        int kept = 0;
        while (promise.update(errors[kept]) != DetectorState.DRIFT) {
            kept++;
        }

        assertThat(kept).isBetween(2_000, 2_300);
    }

    @Test
    void whatIsNoNumberIsCountedAndWhatIsOutOfRangeIsRefused() {
        DriftDetector detector = HddmA.defaults().start();

        detector.update(Double.NaN);

        assertThat(detector.ignored()).isEqualTo(1);
        assertThatThrownBy(() -> detector.update(1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
