// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.store.LeakAudit.FeatureLag;

class LeakAuditTest {

    @Test
    void anEventThatWasKnownAfterItsLabelIsALeak() {
        LeakAudit leaking = new LeakAudit(List.of(
                new FeatureLag("unused", null),
                new FeatureLag("sound", Duration.ZERO),
                new FeatureLag("leaking", Duration.ofNanos(1))));
        assertThatThrownBy(() -> leaking.proven("late-flights"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("'leaking' of service 'late-flights'")
                .hasMessageContaining("PT0.000000001S after its label");
    }

    @Test
    void whatWasKnownByTheLabelIsNone() {
        LeakAudit sound = new LeakAudit(List.of(
                new FeatureLag("unused", null),
                new FeatureLag("sound", Duration.ZERO),
                new FeatureLag("early", Duration.ofDays(-1))));
        assertThat(sound.proven("late-flights")).isEqualTo(sound);
    }

    @Test
    void readsAsALineForEachFeature() {
        LeakAudit audit = new LeakAudit(List.of(
                new FeatureLag("unused", null),
                new FeatureLag("sound", Duration.ZERO),
                new FeatureLag("early", Duration.ofSeconds(-400)),
                new FeatureLag("leaking", Duration.ofSeconds(2))));
        assertThat(audit).hasToString("""
                        unused: used no event
                        sound: the newest event was known at the time of its label
                        early: the newest event was known PT6M40S before its label
                        leaking: the newest event was known PT2S after its label""");
    }
}
