// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Table;

class FlightsTest {

    private final Table flights = Flights.load();

    @Test
    void holdsEveryFlightOfTheFourOriginsInOrderOfDeparture() {
        assertThat(flights.rowCount()).isEqualTo(417_403);
        LongColumn departed = flights.longs("departed");
        for (int i = 1; i < departed.size(); i++) {
            assertThat(departed.get(i)).isGreaterThanOrEqualTo(departed.get(i - 1));
        }
        assertThat(flights.row(0).instant("departed")).isEqualTo(Instant.parse("2001-01-01T05:01:00Z"));
    }

    @Test
    void noFlightLandsBeforeItLeft() {
        LongColumn departed = flights.longs("departed");
        LongColumn landed = flights.longs("landed");
        for (int i = 0; i < departed.size(); i++) {
            assertThat(landed.get(i)).isGreaterThan(departed.get(i));
        }
    }
}
