// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.mlops4j.error.CorruptException;
import org.mlops4j.features.aggregate.EntityState;
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            // Reads may go on, and a read moves a state forward.
            synchronized (state) {
                state.write(out);
            }
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
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
            EntityState state = EntityState.read(plan, back, in);
            if (in.read() >= 0) {
                throw new CorruptException("it goes on behind its end");
            }
            return state;
        } catch (CorruptException | IllegalArgumentException | IOException e) {
            throw damaged(e);
        }
    }

    static String text(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    EntityState parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged(e);
        }
        return decode(bytes, 0);
    }

    private CorruptException damaged(Exception cause) {
        return new CorruptException(
                "the stored state of an entity of feature view '"
                        + plan.view().name()
                        + "' cannot be read: " + cause.getMessage() + ". " + remedy,
                cause);
    }
}
