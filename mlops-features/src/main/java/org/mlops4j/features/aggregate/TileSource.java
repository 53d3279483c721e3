// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.util.List;

/**
 * Where the events of tiles are that a state does not hold in memory. A state asks when time reaches such a tile: so a
 * read may fail as the source does, and nothing has changed then.
 */
public interface TileSource {

    /** Of a state that holds all of its events. */
    TileSource NONE = new TileSource() {
        @Override
        public List<TileEvents> read(List<Tile> tiles) {
            throw new IllegalStateException("no events are stored of " + tiles);
        }

        @Override
        public RuntimeException unfit(Tile tile) {
            return new IllegalStateException("no events are stored of " + tile);
        }
    };

    /** {@return the events of tiles, as they are stored now} */
    List<TileEvents> read(List<Tile> tiles);

    /** {@return what to throw if the events that were read last are not those of a tile} */
    RuntimeException unfit(Tile tile);
}
