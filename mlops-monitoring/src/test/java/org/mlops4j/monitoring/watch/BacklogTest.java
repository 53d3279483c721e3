// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

class BacklogTest {

    private static final Instant T = Instant.parse("2026-03-02T08:00:00Z");
    private static final Alert ALERT = new Alert(
            "m/r/1",
            "m",
            "r",
            Alert.Severity.WARNING,
            new Signal("s", T.minusSeconds(60), T, 1, 1, Document.nothing()),
            "",
            T,
            null);
    private static final Delivery BEGAN = Delivery.first(ALERT, 0, T);
    private static final Delivery REMINDER = Delivery.first(ALERT, 0, T.plusSeconds(60));
    private static final Delivery LATER_REMINDER = Delivery.first(ALERT, 0, T.plusSeconds(120));
    private static final Delivery RESOLVED =
            Delivery.first(ALERT.resolvedAt(T.plusSeconds(180)), 0, T.plusSeconds(180));

    @Test
    void withoutSilenceOnlyOldRemindersAreIdle() {
        assertThat(heard(BEGAN, REMINDER, RESOLVED)).isEqualTo(backlog(List.of(BEGAN, RESOLVED), REMINDER));
        assertThat(heard(REMINDER, LATER_REMINDER)).isEqualTo(backlog(List.of(LATER_REMINDER), REMINDER));
        assertThat(heard(REMINDER, RESOLVED)).isEqualTo(backlog(List.of(RESOLVED), REMINDER));
    }

    @Test
    void whatIsAcknowledgedIsNotRemindedOf() {
        assertThat(Backlog.of(List.of(REMINDER), alert -> false, alert -> true))
                .isEqualTo(backlog(List.of(), REMINDER));
        assertThat(Backlog.of(List.of(BEGAN, RESOLVED), alert -> false, alert -> true))
                .isEqualTo(backlog(List.of(BEGAN, RESOLVED)));
    }

    @Test
    void inSilenceBeginningsAndEndsWaitUnlessNobodyHeardOfEither() {
        assertThat(silenced(BEGAN)).isEqualTo(backlog(List.of()));
        assertThat(silenced(RESOLVED)).isEqualTo(backlog(List.of()));
        assertThat(silenced(BEGAN, REMINDER)).isEqualTo(backlog(List.of(), REMINDER));
        assertThat(silenced(BEGAN, REMINDER, RESOLVED)).isEqualTo(backlog(List.of(), BEGAN, REMINDER, RESOLVED));
    }

    @Test
    void whatWasTriedMayHaveBeenHeardOf() {
        assertThat(silenced(BEGAN.tried(T), RESOLVED)).isEqualTo(backlog(List.of()));
    }

    private static Backlog heard(Delivery... waiting) {
        return Backlog.of(List.of(waiting), alert -> false, alert -> false);
    }

    private static Backlog silenced(Delivery... waiting) {
        return Backlog.of(List.of(waiting), alert -> true, alert -> false);
    }

    private static Backlog backlog(List<Delivery> open, Delivery... idle) {
        return new Backlog(open, List.of(idle));
    }
}
