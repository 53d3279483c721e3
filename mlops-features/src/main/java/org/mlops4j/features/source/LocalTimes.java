// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.mlops4j.error.InvalidException;

/** Local times of a zone as instants; for what reads sources that have them. */
public final class LocalTimes {

    private LocalTimes() {}

    /**
     * {@return the one instant at which clocks of a zone showed a time}
     *
     * @throws InvalidException if there were none or two, because clocks were put on or back
     */
    public static Instant instant(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() != 1) {
            throw new InvalidException(local + " was " + (offsets.isEmpty() ? "never" : "twice") + " in " + zone
                    + ", where clocks were put " + (offsets.isEmpty() ? "on" : "back")
                    + "; give times with their offset from UTC");
        }
        return local.toInstant(offsets.get(0));
    }
}
