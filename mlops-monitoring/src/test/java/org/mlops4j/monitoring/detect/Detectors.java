// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import java.util.List;

/** All kinds of detectors. */
final class Detectors {

    private Detectors() {}

    /** {@return one of each kind, with its defaults} */
    static List<DetectorDefinition> all() {
        return List.of(Adwin.defaults(), Ddm.defaults(), HddmA.defaults(), PageHinkley.defaults());
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
                Ddm.defaults().with(direction),
                HddmA.defaults().with(direction),
                PageHinkley.defaults().with(direction));
    }
}
