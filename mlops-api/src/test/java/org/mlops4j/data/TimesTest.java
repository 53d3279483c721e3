// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.InvalidException;

class TimesTest {

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1_000_000_001, -1_000_000_000, -999_999_999, -1, 0, 1, Long.MAX_VALUE})
    void nanosecondsComeBackFromTheirInstant(long nanos) {
        assertThat(Times.nanos(Times.instant(nanos))).isEqualTo(nanos);
    }

    @Test
    void instantsThatNoColumnCanHoldAreRefused() {
        assertThatThrownBy(() -> Times.nanos(Times.instant(Long.MIN_VALUE).minusNanos(1)))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Times.nanos(Times.instant(Long.MAX_VALUE).plusNanos(1)))
                .isInstanceOf(InvalidException.class);
    }
}
