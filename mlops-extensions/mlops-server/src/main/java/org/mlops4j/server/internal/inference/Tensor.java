// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.inference;

import java.util.List;
import java.util.stream.Stream;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Shown;

/**
 * One input of a request: a column, a value for each row.
 *
 * @param name which field it is
 * @param datatype what the client takes its values for
 * @param values in the order of the rows
 */
record Tensor(String name, String datatype, List<Document> values) {

    /** How many rows a request may have. */
    static final int ROWS = 65_536;

    /**
     * {@return the tensor of a request}
     *
     * @throws InvalidException if its shape is not [rows] or [rows, 1], or it has not as many values
     */
    static Tensor of(Arguments input) {
        String name = input.text("name");
        List<Document> shape = input.list("shape");
        if (shape.isEmpty()
                || shape.size() > 2
                || (shape.size() == 2 && shape.get(1).whole() != 1)) {
            throw invalid(name, "has not the shape [rows] or [rows, 1]");
        }
        long rows = shape.get(0).whole();
        if (rows < 1 || rows > ROWS) {
            throw invalid(name, "has " + rows + " rows; a request has 1 to " + ROWS);
        }
        List<Document> values = input.list("data").stream()
                .flatMap(item -> item instanceof Document.Items row ? row.list().stream() : Stream.of(item))
                .toList();
        if (values.size() != rows) {
            throw invalid(name, "has " + values.size() + " values in 'data' where its shape has " + rows);
        }
        return new Tensor(name, input.text("datatype"), values);
    }

    static InvalidException invalid(String name, String what) {
        return new InvalidException("input '" + Shown.text(name) + "' " + what);
    }
}
