// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mlops4j.error.IncompatibleException;

/**
 * A sequence with one map for each row, such as from classes to probabilities.
 *
 * @param name of the output
 * @param keys of all maps, in the order in which their values are given: whole numbers or texts
 */
record MapColumns(String name, List<Object> keys) implements OutputColumns {

    MapColumns {
        keys = List.copyOf(keys);
    }

    /** {@return the columns of an output that was given for one row, in the natural order of the keys} */
    static MapColumns of(String name, OnnxValue value) throws OrtException {
        List<Map<?, ?>> maps = maps(value);
        if (maps.size() != 1) {
            throw unfit(name, maps.size(), 1);
        }
        List<Object> keys = new ArrayList<>(maps.get(0).keySet());
        keys.sort((a, b) -> a instanceof Long x && b instanceof Long y
                ? Long.compare(x, y)
                : a.toString().compareTo(b.toString()));
        return new MapColumns(name, keys);
    }

    @Override
    public int width() {
        return keys.size();
    }

    @Override
    public void read(OnnxValue value, int count, double[] out, int at, int stride) throws OrtException {
        List<Map<?, ?>> maps = maps(value);
        if (maps.size() != count) {
            throw unfit(name, maps.size(), count);
        }
        for (int row = 0; row < count; row++) {
            for (int key = 0; key < keys.size(); key++) {
                if (!(maps.get(row).get(keys.get(key)) instanceof Number number)) {
                    throw new IncompatibleException(
                            "output '" + name + "' of the ONNX model has no number for " + keys.get(key)
                                    + ", it has those of " + maps.get(row).keySet());
                }
                out[row * stride + at + key] = number.doubleValue();
            }
        }
    }

    private static List<Map<?, ?>> maps(OnnxValue value) throws OrtException {
        List<Map<?, ?>> maps = new ArrayList<>();
        for (OnnxValue one : ((OnnxSequence) value).getValue()) {
            try (OnnxMap map = (OnnxMap) one) {
                maps.add(map.getValue());
            }
        }
        return maps;
    }

    private static IncompatibleException unfit(String name, int maps, int rows) {
        return new IncompatibleException(
                "output '" + name + "' of the ONNX model has " + maps + " maps for " + rows + " rows");
    }
}
