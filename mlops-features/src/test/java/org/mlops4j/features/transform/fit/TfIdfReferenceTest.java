// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.transform.FittedPreprocessing;
import org.mlops4j.features.transform.Preprocessing;
import org.mlops4j.features.transform.TfIdf;

/** The weights of scikit-learn's TfidfVectorizer, made by tf-idf.py beside the values. */
class TfIdfReferenceTest {

    @ParameterizedTest
    @ValueSource(ints = {3, 100})
    void weighsWordsAsScikitLearn(int most) throws IOException {
        Properties reference = new Properties();
        try (InputStream file = TfIdfReferenceTest.class.getResourceAsStream("tf-idf.properties")) {
            reference.load(file);
        }
        Table texts = table(reference.getProperty("texts").split("\\|", -1));
        Table probes = table(reference.getProperty("probes").split("\\|", -1));
        double[] expected = Arrays.stream(
                        reference.getProperty("weights." + most).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        FittedPreprocessing fitted = fitted(texts, most);
        Table weights = TransformedTable.of(fitted, probes);
        int words = fitted.outputs().size();
        assertThat(expected).hasSize(probes.rowCount() * words);
        for (int row = 0; row < probes.rowCount(); row++) {
            for (int word = 0; word < words; word++) {
                assertThat(weights.row(row).number(weights.schema().index("y/" + word)))
                        .as("word %d of '%s'", word, probes.row(row).text(0))
                        .isCloseTo(expected[row * words + word], within(1e-12));
            }
        }
    }

    @Test
    void aTextThatIsMissingHasNoWeights() {
        FittedPreprocessing fitted = fitted(table("fog", null, "fog snow"), 2);
        Table weights = TransformedTable.of(fitted, table((String) null));
        assertThat(weights.row(0).isNull(weights.schema().index("y/0"))).isTrue();
    }

    @Test
    void rowsWithoutAnyWordAreRefused() {
        assertThatThrownBy(() -> fitted(table("--", null, ""), 2))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'x'")
                .hasMessageContaining("word");
    }

    private static FittedPreprocessing fitted(Table texts, int most) {
        return TrainingRows.of(texts)
                .fit(Preprocessing.of(new TfIdf("x", "y", most)))
                .fitted();
    }

    private static Table table(String... texts) {
        Table.Builder table = Table.builder(Schema.of(Field.nullable("x", DataType.STRING)));
        for (String text : texts) {
            table.add(text);
        }
        return table.build();
    }
}
