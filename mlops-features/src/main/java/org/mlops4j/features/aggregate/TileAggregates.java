// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.CorruptException;

/** What the events of a tile add up to, and how it is written: with what tells whether it is of the tile. */
final class TileAggregates {

    private static final byte FORMAT = 1;

    private TileAggregates() {}

    static void write(ViewPlan plan, TileEvents events, DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeInt(events.rows().length);
        out.writeLong(events.digest());
        for (Accumulator aggregate : of(plan, events)) {
            aggregate.write(out);
        }
    }

    /** {@return the partial aggregates of the events} */
    static Accumulator[] of(ViewPlan plan, TileEvents events) {
        Accumulator[] aggregates = plan.partialAggregates();
        for (int partial = 0; partial < aggregates.length; partial++) {
            for (long[] row : events.rows()) {
                plan.add(plan.featureOfPartial(partial), aggregates[partial], row[0], row[1], row, 2);
            }
        }
        return aggregates;
    }

    /**
     * {@return the partial aggregates, {@code null} if they are not those of the tile}
     *
     * @throws CorruptException if these are no partial aggregates
     */
    static Accumulator @Nullable [] read(ViewPlan plan, Tile tile, DataInput in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new CorruptException("the partial aggregates of a stored tile have the unknown format " + format);
        }
        boolean fit = in.readInt() == tile.events();
        fit &= in.readLong() == tile.digest();
        Accumulator[] aggregates = plan.partialAggregates();
        for (Accumulator aggregate : aggregates) {
            aggregate.read(in);
        }
        return fit ? aggregates : null;
    }
}
