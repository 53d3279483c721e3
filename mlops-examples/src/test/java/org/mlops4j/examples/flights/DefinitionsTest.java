// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mlops4j.features.store.Visibility;

class DefinitionsTest {

    /** Both pass the audit of their training sets, because each view is believed when it says what was known. */
    @Test
    void theMistakeOfTheLeakingServiceShowsInItsDefinition() {
        assertThat(Definitions.SERVICE.views())
                .allSatisfy(view -> assertThat(Visibility.of(view).assumed()).isEmpty());
        assertThat(Definitions.LEAKING_SERVICE.views())
                .filteredOn(view -> !Visibility.of(view).assumed().isEmpty())
                .containsExactly(Definitions.LEAKING_OUTCOMES, Definitions.LEAKING_ROUTE);
        assertThat(Visibility.of(Definitions.LEAKING_OUTCOMES).assumed()).containsExactly("delay");
    }
}
