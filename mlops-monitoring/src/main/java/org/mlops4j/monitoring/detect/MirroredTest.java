// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;

/**
 * A test for decreases: that for increases, of mirrored values.
 *
 * @param increase the test for increases
 * @param range of the values
 */
record MirroredTest(ChangeTest increase, ValueRange range) implements ChangeTest {

    @Override
    public DetectorState next(double value) {
        return increase.next(range.mirror(value));
    }

    @Override
    public void restart() {
        increase.restart();
    }

    @Override
    public void restartAfterDrift() {
        increase.restartAfterDrift();
    }

    @Override
    public Document save() {
        return increase.save();
    }

    @Override
    public void load(Document saved) {
        increase.load(saved);
    }
}
