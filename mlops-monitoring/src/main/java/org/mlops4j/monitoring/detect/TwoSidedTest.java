// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;

/**
 * Two tests of the same values. The graver answer counts, and both begin anew when one finds a change.
 *
 * @param increase the test for increases
 * @param decrease the test for decreases
 */
record TwoSidedTest(ChangeTest increase, ChangeTest decrease) implements ChangeTest {

    @Override
    public DetectorState next(double value) {
        DetectorState risen = increase.next(value);
        DetectorState fallen = decrease.next(value);
        return risen.compareTo(fallen) > 0 ? risen : fallen;
    }

    @Override
    public void restart() {
        increase.restart();
        decrease.restart();
    }

    @Override
    public void restartAfterDrift() {
        increase.restartAfterDrift();
        decrease.restartAfterDrift();
    }

    @Override
    public Document save() {
        return Document.object().with("increase", increase.save()).with("decrease", decrease.save());
    }

    @Override
    public void load(Document saved) {
        increase.load(saved.get("increase"));
        decrease.load(saved.get("decrease"));
    }
}
