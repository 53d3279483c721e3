// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.time.Duration;
import java.util.List;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunSpec;

/**
 * Runs of the experiment {@code e}, told by their names, each a minute after the one before.
 *
 * @param store where they are
 */
record NamedRuns(StoreOfAna store) {

    Run start(String name) {
        store.clock().advance(Duration.ofMinutes(1));
        return store.mlops().tracking().start(RunSpec.of("e").named(name));
    }

    /** {@return the names of the runs that a search finds, in its order} */
    List<String> found(String search) {
        return store.mlops().tracking().search("e", search).stream()
                .map(run -> run.findName().orElseThrow())
                .toList();
    }
}
