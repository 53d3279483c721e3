// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.compact;

import java.nio.charset.StandardCharsets;
import org.mlops4j.core.encoding.GrowingBytes;
import org.mlops4j.core.trees.DoubleTransform;
import org.mlops4j.core.trees.FloatTransform;
import org.mlops4j.core.trees.OutputTransform;
import org.mlops4j.core.trees.TreeEnsemble;
import org.mlops4j.core.trees.TreeEnsemble.Arithmetic;
import org.mlops4j.core.trees.TreeModel;

/** Writes all that {@link CompactModel} says between version and checksum. */
final class ModelWriter {

    private final GrowingBytes out;

    ModelWriter(GrowingBytes out) {
        this.out = out;
    }

    void write(TreeModel model) {
        TreeEnsemble trees = model.trees();
        boolean floats = trees.arithmetic() == Arithmetic.FLOAT;
        out.room(9).put((byte) (floats ? 0 : 1)).putInt(trees.inputs()).putInt(trees.groups());
        for (int group = 0; floats && group < trees.groups(); group++) {
            out.room(Float.BYTES).putFloat(trees.base(group));
        }
        transform(model.transform());
        out.room(Integer.BYTES).putInt(model.featureNames().size());
        model.featureNames().forEach(this::text);
        out.room(Integer.BYTES).putInt(trees.trees().size());
        TreeWriter writer = new TreeWriter(trees, out);
        for (int tree = 0; tree < trees.trees().size(); tree++) {
            if (floats) {
                out.room(Integer.BYTES).putInt(trees.groupOf(tree));
            }
            writer.write(trees.trees().get(tree));
        }
    }

    private void transform(OutputTransform transform) {
        if (transform instanceof FloatTransform plain) {
            text(plain.name());
        } else if (transform instanceof DoubleTransform scaled) {
            text(scaled.kind().name());
            out.room(12).putDouble(scaled.sigmoid()).putInt(scaled.divisor());
        }
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
    }
}
