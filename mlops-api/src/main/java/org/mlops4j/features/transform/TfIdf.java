// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * Texts by the words that they are about: how often each word of a vocabulary occurs, times how rare it is among the
 * training rows, {@code ln((1 + rows) / (1 + rows with the word)) + 1}, and all of a text divided by their Euclidean
 * norm. Words are runs of letters and digits in lower case; the vocabulary is those that occur most often in the
 * training rows, of equally frequent ones the lesser first. A text with no such word gives 0 throughout; null is null.
 *
 * <p>One result for each word of the vocabulary, in the order of the words. A prediction looks for each word in the
 * text, so it costs as much as the vocabulary is large times the text is long. The formula is that of scikit-learn's
 * {@code TfidfVectorizer} (K. Spärck Jones, A statistical interpretation of term specificity, J. of Documentation 28
 * (1972), with both counts raised by one).
 *
 * @param input the column, of type STRING
 * @param output the name of the results
 * @param most how many words the vocabulary has at most, 1 to 1000
 */
public record TfIdf(String input, String output, int most) implements Transform {

    /** Checks names and number. */
    public TfIdf {
        TransformForm.requireNames(output, input);
        TransformForm.requireRange(output, "a number of words", most, 1, 1_000);
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static TfIdf from(Document document) {
        return new TfIdf(
                TransformForm.input(document), TransformForm.output(document), TransformForm.count(document, "most"));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("tf_idf", input, output).with("most", most);
    }
}
