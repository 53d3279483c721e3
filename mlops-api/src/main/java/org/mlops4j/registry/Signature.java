// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/**
 * What a model takes and gives. A nullable numeric input may be missing (null or NaN); any other must be a number.
 *
 * @param inputs the features in the order of the model's input vector
 * @param outputs what it predicts, in the order of its output vector; all FLOAT64 or FLOAT32
 */
public record Signature(Schema inputs, Schema outputs) {

    /** Checks that there are inputs and outputs and that outputs are numbers. */
    public Signature {
        requireNonNull(inputs, "inputs");
        requireNonNull(outputs, "outputs");
        if (inputs.size() == 0 || outputs.size() == 0) {
            throw new InvalidException("a signature needs at least one input and one output");
        }
        for (Field output : outputs.fields()) {
            if (output.type() != DataType.FLOAT64 && output.type() != DataType.FLOAT32) {
                throw new InvalidException("output " + output + " of a signature must be float64 or float32");
            }
        }
    }

    /**
     * {@return the signature of a model that predicts one number from the other columns of a table}
     *
     * @param training the training data
     * @param label the column that is predicted; all others are inputs, in their order
     */
    public static Signature of(Table training, String label) {
        training.schema().index(label);
        return new Signature(training.schema().without(label), Schema.of(Field.of("prediction", DataType.FLOAT64)));
    }

    /** {@return the signature whose {@link #toDocument()} this is} */
    public static Signature from(Document document) {
        return new Signature(Schema.from(document.get("inputs")), Schema.from(document.get("outputs")));
    }

    /** {@return the form in which signatures are stored} */
    public Document toDocument() {
        return Document.object().with("inputs", inputs.toDocument()).with("outputs", outputs.toDocument());
    }
}
