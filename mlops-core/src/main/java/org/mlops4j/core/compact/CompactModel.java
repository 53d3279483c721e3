// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.compact;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.mlops4j.core.encoding.GrowingBytes;
import org.mlops4j.core.trees.TreeModel;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * Trees as bytes, front to back.
 *
 * <pre>
 * model      'M' '4' 'E' version(1)  arithmetic(1)  inputs(4)  groups(4)  base(4)… one a group, of float arithmetic
 *            transform  names(4) text…  trees(4)  tree…  CRC-32C of all before(4)
 * arithmetic 0 float, 1 double
 * transform  text, and of double arithmetic sigmoid(8) divisor(4)
 * text       length(4)  UTF-8
 * tree       group(4) of float arithmetic, and what {@link TreeWriter} says
 * </pre>
 *
 * <p>Numbers are big-endian. Equal models are equal bytes.
 */
public final class CompactModel {

    private static final int MAGIC = 'M' << 16 | '4' << 8 | 'E';
    private static final int VERSION = 1;
    private static final int LEAST_BYTES = 2 * Integer.BYTES;

    private CompactModel() {}

    /** {@return the bytes of a model} */
    public static byte[] write(TreeModel model) {
        GrowingBytes out = new GrowingBytes(1 << 16);
        out.room(Integer.BYTES).putInt(MAGIC << 8 | VERSION);
        new ModelWriter(out).write(model);
        int checksum = checksum(out.array(), out.size());
        out.room(Integer.BYTES).putInt(checksum);
        return out.toArray();
    }

    /**
     * {@return the model in some bytes, which may come from anywhere: reading takes time and memory in proportion to
     * them}
     *
     * @throws InvalidException if they are not a sound model, or not those that were written
     * @throws IncompatibleException if a newer version wrote them
     */
    public static TreeModel read(byte[] bytes) {
        return read(bytes, Statistics.READ);
    }

    /**
     * {@return the model without what only explanations need: what nodes covered and gained}
     *
     * @throws InvalidException as {@link #read}
     * @throws IncompatibleException as {@link #read}
     */
    public static TreeModel readToPredict(byte[] bytes) {
        return read(bytes, Statistics.PASSED_OVER);
    }

    private static TreeModel read(byte[] bytes, Statistics statistics) {
        if (bytes.length < LEAST_BYTES) {
            throw new InvalidException("the compact model is damaged: it has " + bytes.length + " bytes only");
        }
        int end = bytes.length - Integer.BYTES;
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
        int magic = in.getInt();
        if (magic >>> 8 != MAGIC) {
            throw new InvalidException("the file is no compact model: it does not begin as one does");
        }
        if ((magic & 0xff) != VERSION) {
            throw new IncompatibleException("the compact model has version " + (magic & 0xff)
                    + ", this version of mlops4j knows " + VERSION + ". Convert the original model again");
        }
        if (checksum(bytes, end) != ByteBuffer.wrap(bytes).getInt(end)) {
            throw new InvalidException("the compact model is damaged: its checksum does not fit its content");
        }
        try {
            return new ModelReader(in, statistics).read();
        } catch (BufferUnderflowException e) {
            throw new InvalidException("the compact model is damaged: it ends early", e);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
