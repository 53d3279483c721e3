// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Handling;
import org.mlops4j.monitoring.Signal;

class AlertMatcherTest {

    private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");
    private static final Alert ALERT = new Alert(
            "id",
            "late-flights",
            "distances drifted",
            Alert.Severity.WARNING,
            new Signal("drift.distance", T, T.plusSeconds(60), 0.3, 10, Document.nothing()),
            "",
            T,
            null,
            Handling.NONE.tag("team", "payments").tag("tier", "1"));

    @Test
    void everyPartHasToMatch() {
        AlertMatcher all = AlertMatcher.all();

        for (AlertMatcher matching : List.of(
                all,
                all.monitor("late-*"),
                all.rule("distances drifted"),
                all.signal("drift.*"),
                all.atMost(Alert.Severity.WARNING),
                all.tag("team", "pay*"),
                all.monitor("*").signal("*distance").tag("team", "payments").tag("tier", "*"))) {
            assertThat(matching.matches(ALERT)).as("%s", matching).isTrue();
            assertThat(AlertMatcher.from(matching.toDocument())).isEqualTo(matching);
        }
        for (AlertMatcher other : List.of(
                all.monitor("late"),
                all.rule("distance"),
                all.signal("drift.x"),
                all.atMost(Alert.Severity.INFO),
                all.tag("team", "fraud"),
                all.tag("area", "*"),
                all.tag("team", "payments").signal("auc"))) {
            assertThat(other.matches(ALERT)).as("%s", other).isFalse();
        }
    }

    @Test
    void aSilenceIsHalfOpen() {
        Silence silence = new Silence(AlertMatcher.all(), T, T.plusSeconds(60), Actor.of("ana"), T, "planned work");

        assertThat(silence.covers(ALERT, T.minusNanos(1))).isFalse();
        assertThat(silence.covers(ALERT, T)).isTrue();
        assertThat(silence.covers(ALERT, T.plusSeconds(60))).isFalse();
        assertThat(Silence.from(silence.toDocument())).isEqualTo(silence);
        assertThat(silence.until(T.minusSeconds(1)).to()).isEqualTo(T);
        assertThatThrownBy(() -> new Silence(AlertMatcher.all(), T, T.minusNanos(1), Actor.of("ana"), T, "why"))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> new Silence(AlertMatcher.all(), T, T.plusSeconds(1), Actor.of("ana"), T, " "))
                .isInstanceOf(InvalidException.class);
    }
}
