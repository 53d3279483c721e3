// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import java.util.List;

/** All kinds of detectors. */
final class Detectors {

    private Detectors() {}

    /** {@return one of each kind, with its defaults} */
    static List<DetectorDefinition> all() {
        return against(0.5);
    }

    /** {@return one of each kind, with its defaults; that which wants to know the stable rate is told it} */
    static List<DetectorDefinition> against(double rate) {
        return List.of(
                Adwin.defaults(),
                Bocpd.of(Bocpd.Likelihood.BERNOULLI),
                Bocpd.of(Bocpd.Likelihood.NORMAL),
                Cusum.defaults(),
                Ddm.defaults(),
                EProcess.against(rate),
                Ecdd.defaults(),
                Eddm.defaults(),
                Gma.defaults(),
                HddmA.defaults(),
                HddmW.defaults(),
                Kswin.defaults(),
                PageHinkley.defaults(),
                Rddm.defaults(),
                Seed.defaults(),
                Stepd.defaults());
    }

    /** {@return those that take numbers outside of 0 to 1} */
    static List<DetectorDefinition> ofAllNumbers() {
        return all().stream()
                .filter(definition -> definition.range() == ValueRange.REAL)
                .toList();
    }

    /** {@return those that do not} */
    static List<DetectorDefinition> ofTheUnitInterval() {
        return all().stream()
                .filter(definition -> definition.range() == ValueRange.UNIT_INTERVAL)
                .toList();
    }

    /** {@return those that can be asked to look in one direction only, asked so} */
    static List<DetectorDefinition> directed(Direction direction) {
        return List.of(
                Adwin.defaults().with(direction),
                Cusum.defaults().with(direction),
                Ddm.defaults().with(direction),
                EProcess.against(0.5).with(direction),
                Ecdd.defaults().with(direction),
                Eddm.defaults().with(direction),
                Gma.defaults().with(direction),
                HddmA.defaults().with(direction),
                HddmW.defaults().with(direction),
                PageHinkley.defaults().with(direction),
                Rddm.defaults().with(direction),
                Seed.defaults().with(direction),
                Stepd.defaults().with(direction));
    }
}
