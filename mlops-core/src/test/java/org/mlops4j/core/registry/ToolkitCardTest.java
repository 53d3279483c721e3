// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.card.CardNotes;
import org.mlops4j.data.Document;
import org.mlops4j.registry.ModelVersion;

/** The document of a card against what the schema of the Model Card Toolkit demands. */
class ToolkitCardTest {

    /**
     * Every place of the schema 0.0.2 that a card has, of the toolkit as of July 2023 (commit 74d7e6d): all are texts,
     * some of a form. Of the others the schema knows citations, sensitive data, graphics and maps of formats.
     */
    private static final SortedSet<String> PLACES = new TreeSet<>(List.of(
            "schema_version",
            "model_details.name",
            "model_details.overview",
            "model_details.documentation",
            "model_details.owners[].name",
            "model_details.owners[].contact",
            "model_details.version.name",
            "model_details.version.date: date",
            "model_details.licenses[].identifier",
            "model_details.references[].reference: uri",
            "model_parameters.model_architecture",
            "model_parameters.data[].name",
            "model_parameters.data[].description",
            "model_parameters.input_format",
            "model_parameters.output_format",
            "quantitative_analysis.performance_metrics[].type",
            "quantitative_analysis.performance_metrics[].value",
            "quantitative_analysis.performance_metrics[].slice",
            "quantitative_analysis.performance_metrics[].confidence_interval.lower_bound",
            "quantitative_analysis.performance_metrics[].confidence_interval.upper_bound",
            "considerations.users[].description",
            "considerations.use_cases[].description",
            "considerations.limitations[].description",
            "considerations.tradeoffs[].description",
            "considerations.ethical_considerations[].name",
            "considerations.ethical_considerations[].mitigation_strategy"));

    @TempDir
    Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private Document card(CardNotes notes) {
        ModelVersion version = LateFlights.registered(mlops);
        mlops.registry().writeCard(version, notes, "");
        return mlops.registry().card(version).toDocument();
    }

    @Test
    void aCardFillsThePlacesOfTheSchemaWithWhatItDemands() {
        Document card = card(LateFlights.notes().build());
        List<String> places = new ArrayList<>();
        collect("", card, places);
        assertThat(new TreeSet<>(places)).isEqualTo(PLACES);
        assertThat(card.get("schema_version").text()).isEqualTo("0.0.2");
        assertThat(card.get("quantitative_analysis").get("performance_metrics").list())
                .extracting(measure -> measure.get("value").text())
                .containsExactly("0.71", "0.74", "NaN");
    }

    @Test
    void aCardWithoutNotesHasNoOtherPlaces() {
        List<String> places = new ArrayList<>();
        collect("", card(CardNotes.EMPTY), places);
        assertThat(PLACES).containsAll(places);
    }

    /** A reference in the schema is a whole URI. */
    @ParameterizedTest
    @ValueSource(strings = {"late/model.html", "//example.org/late", "?late"})
    void aRelativeReferenceIsLeftOut(String reference) {
        Document card = card(LateFlights.notes().reference(reference).build());
        assertThat(card.get("model_details").get("references").list())
                .extracting(item -> item.get("reference").text())
                .containsExactly("https://example.org/late");
    }

    /** Adds the place of each value, and its form if it is not any text. */
    private static void collect(String place, Document value, List<String> places) {
        if (value instanceof Document.Fields) {
            value.fields()
                    .forEach((name, field) -> collect(place.isEmpty() ? name : place + "." + name, field, places));
        } else if (value instanceof Document.Items) {
            value.list().forEach(item -> collect(place + "[]", item, places));
        } else if (value instanceof Document.Text text) {
            places.add(place + form(place, text.text()));
        } else {
            places.add(place + ": " + value);
        }
    }

    private static String form(String place, String text) {
        if (place.endsWith(".date")) {
            return ": " + (text.matches("\\d{4}-\\d{2}-\\d{2}") ? "date" : text);
        } else if (place.endsWith(".reference")) {
            return URI.create(text).isAbsolute() ? ": uri" : ": a relative reference";
        }
        return "";
    }
}
