// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.compact;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.core.trees.DoubleTransform;
import org.mlops4j.core.trees.FloatTransform;
import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeEnsemble;
import org.mlops4j.core.trees.TreeModel;
import org.mlops4j.error.InvalidException;

/** Reads what {@link ModelWriter} wrote. */
final class ModelReader {

    private static final int MAX_GROUPS = 1 << 16;

    private final ByteBuffer in;
    private final Statistics statistics;

    ModelReader(ByteBuffer in, Statistics statistics) {
        this.in = in;
        this.statistics = statistics;
    }

    TreeModel read() {
        int arithmetic = in.get();
        int inputs = in.getInt();
        int groups = in.getInt();
        if (groups < 1 || groups > MAX_GROUPS) {
            throw new InvalidException("a compact model has 1 to " + MAX_GROUPS + " outputs, this one " + groups);
        }
        TreeModel model = switch (arithmetic) {
            case 0 -> inFloat(inputs, groups);
            case 1 -> inDouble(inputs, groups);
            default -> throw new InvalidException("a compact model has the unknown arithmetic " + arithmetic);
        };
        if (in.hasRemaining()) {
            throw new InvalidException("the compact model is damaged: " + in.remaining() + " bytes are left over");
        }
        return model;
    }

    private TreeModel inFloat(int inputs, int groups) {
        float[] base = new float[groups];
        for (int group = 0; group < groups; group++) {
            base[group] = in.getFloat();
        }
        FloatTransform transform = named(FloatTransform.values(), text());
        List<String> names = names(inputs);
        int[] groupOf = new int[treeCount()];
        List<Tree> trees = new ArrayList<>(groupOf.length);
        TreeReader reader = new TreeReader(in, inputs, groups, statistics);
        for (int tree = 0; tree < groupOf.length; tree++) {
            groupOf[tree] = in.getInt();
            trees.add(reader.read("compact model, tree " + tree));
        }
        return new TreeModel(new TreeEnsemble(inputs, base, trees, groupOf), transform, names);
    }

    private TreeModel inDouble(int inputs, int groups) {
        DoubleTransform.Kind kind = named(DoubleTransform.Kind.values(), text());
        double sigmoid = in.getDouble();
        int divisor = in.getInt();
        if (!(sigmoid > 0) || Double.isInfinite(sigmoid) || divisor < 1) {
            throw new InvalidException(
                    "a compact model has the sigmoid " + sigmoid + " and the divisor " + divisor + " of its sums");
        }
        List<String> names = names(inputs);
        int count = treeCount();
        List<Tree> trees = new ArrayList<>(count);
        TreeReader reader = new TreeReader(in, inputs, groups, statistics);
        for (int tree = 0; tree < count; tree++) {
            trees.add(reader.read("compact model, tree " + tree));
        }
        TreeEnsemble ensemble = TreeEnsemble.inDouble(inputs, groups, trees);
        return new TreeModel(ensemble, new DoubleTransform(kind, sigmoid, divisor), names);
    }

    private int treeCount() {
        return requireFit(in, in.getInt(), TreeReader.LEAST_BYTES, "trees");
    }

    private List<String> names(int inputs) {
        int count = requireFit(in, in.getInt(), Integer.BYTES, "features");
        if (count != 0 && count != inputs) {
            throw new InvalidException("a compact model names " + count + " features and has " + inputs);
        }
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(text());
        }
        return names;
    }

    private String text() {
        byte[] utf8 = new byte[requireFit(in, in.getInt(), 1, "bytes of a text")];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static <E extends Enum<E>> E named(E[] all, String name) {
        for (E one : all) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        throw new InvalidException("a compact model has an unknown transform of its sums");
    }

    /** {@return a count of things of so many bytes at least, of which no more can be left than there are bytes} */
    static int requireFit(ByteBuffer in, int count, int bytesEach, String what) {
        if (count < 0 || count > in.remaining() / bytesEach) {
            throw new InvalidException("the compact model is damaged: it names " + count + " " + what + ", but "
                    + in.remaining() + " bytes are left");
        }
        return count;
    }
}
