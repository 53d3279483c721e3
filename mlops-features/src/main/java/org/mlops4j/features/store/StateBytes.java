// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.mlops4j.error.CorruptException;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.StateHead;
import org.mlops4j.features.aggregate.Tile;
import org.mlops4j.features.aggregate.TileEvents;
import org.mlops4j.features.aggregate.ViewPlan;

/**
 * The states of one definition of a view as bytes, and as the text of an entry of the on-line store.
 *
 * @param plan of the definition
 * @param back how far reads may go back, in nanoseconds
 * @param remedy what to do if a state cannot be read, for the message
 */
record StateBytes(ViewPlan plan, long back, String remedy) {

    byte[] encode(EntityState state) {
        // Reads may go on, and a read moves a state forward.
        synchronized (state) {
            return bytes(state::write);
        }
    }

    static byte[] encodeHead(EntityState state) {
        return bytes(state::writeHead);
    }

    static byte[] encode(TileEvents events) {
        return bytes(events::write);
    }

    byte[] encodeAggregates(TileEvents events) {
        return bytes(out -> events.writeAggregates(plan, out));
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * {@return the state that was encoded}
     *
     * @param from where in the array it begins; it goes to the end
     * @throws CorruptException if it is none
     */
    EntityState decode(byte[] bytes, int from) {
        return read(bytes, from, in -> EntityState.read(plan, back, in));
    }

    static String text(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    EntityState parse(String text) {
        return decode(bytes(text), 0);
    }

    /**
     * {@return the head of the state that was encoded, as a whole or in parts}
     *
     * @throws CorruptException if it is none
     */
    StateHead parseHead(String text) {
        return read(bytes(text), 0, in -> StateHead.read(plan, back, in));
    }

    /**
     * {@return whether this is the next tile of a state, as it was when the head was encoded}
     *
     * @throws CorruptException if it is no tile
     */
    boolean parse(StateHead head, Tile tile, String text) {
        return read(bytes(text), 0, in -> head.read(tile, in));
    }

    /**
     * {@return whether these are the partial aggregates of the next tile of a state, as it was when the head was
     * encoded}
     *
     * @throws CorruptException if these are no partial aggregates
     */
    boolean parseAggregates(StateHead head, Tile tile, String text) {
        return read(bytes(text), 0, in -> head.readAggregates(tile, in));
    }

    /**
     * {@return the events of a tile}
     *
     * @throws CorruptException if it is no tile
     */
    TileEvents parseEvents(String text) {
        return read(bytes(text), 0, in -> TileEvents.read(plan, in));
    }

    private byte[] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private <T> T read(byte[] bytes, int from, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
            T read = reading.readFrom(in);
            if (in.read() >= 0) {
                throw new CorruptException("it goes on behind its end");
            }
            return read;
        } catch (CorruptException | IllegalArgumentException | IOException e) {
            throw damaged(e);
        }
    }

    private CorruptException damaged(Exception cause) {
        return new CorruptException(
                "the stored state of an entity of feature view '"
                        + plan.view().name()
                        + "' cannot be read: " + cause.getMessage() + ". " + remedy,
                cause);
    }

    /** Writes a state or a part of one. */
    private interface Writing {

        void writeTo(DataOutput out) throws IOException;
    }

    /** Reads a state or a part of one. */
    private interface Reading<T> {

        T readFrom(DataInput in) throws IOException;
    }
}
