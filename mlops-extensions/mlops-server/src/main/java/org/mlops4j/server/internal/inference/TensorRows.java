// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.server.internal.http.Shown;

/** Rows from columns. */
final class TensorRows {

    private TensorRows() {}

    /**
     * {@return the rows of a request, with values by name; a field without a tensor is not there}
     *
     * @throws InvalidException if tensors are unknown, twice there, of other datatypes or of different lengths
     */
    static List<Map<String, @Nullable Object>> of(Schema fields, List<Tensor> tensors) {
        if (tensors.isEmpty()) {
            throw new InvalidException("'inputs' is missing; it has a tensor for each of " + fields.names());
        }
        int count = tensors.get(0).values().size();
        Set<String> before = new HashSet<>();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(count);
        for (int row = 0; row < count; row++) {
            rows.add(new HashMap<>());
        }
        for (Tensor tensor : tensors) {
            if (!before.add(tensor.name())) {
                throw Tensor.invalid(tensor.name(), "is there twice");
            } else if (tensor.values().size() != count) {
                throw Tensor.invalid(
                        tensor.name(), "has " + tensor.values().size() + " rows where others have " + count);
            }
            Field field = fields.find(tensor.name())
                    .orElseThrow(() -> Tensor.invalid(tensor.name(), "is unknown; there are " + fields.names()));
            fill(rows, field, tensor);
        }
        return rows;
    }

    private static void fill(List<Map<String, @Nullable Object>> rows, Field field, Tensor tensor) {
        TensorType type = TensorType.of(field);
        if (!type.accepted().contains(tensor.datatype())) {
            throw Tensor.invalid(
                    field.name(), "is " + Shown.text(tensor.datatype()) + ", should be " + type.datatype());
        }
        for (int row = 0; row < rows.size(); row++) {
            try {
                rows.get(row).put(field.name(), type.value(tensor.values().get(row)));
            } catch (InvalidException e) {
                throw new InvalidException("input '" + field.name() + "', row " + row + ": " + e.getMessage(), e);
            }
        }
    }
}
