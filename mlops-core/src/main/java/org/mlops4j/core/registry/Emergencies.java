// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.List;
import java.util.Map;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.governance.Emergency;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** Moves of aliases past their policies, as documents. */
final class Emergencies {

    private static final String KIND = "emergency";

    private Emergencies() {}

    static Emergency load(MetadataReader reader, String id) {
        return reader.find(KIND, id)
                .map(stored -> Emergency.from(stored.body()))
                .orElseThrow(() -> new NotFoundException("there is no emergency '" + id
                        + "'; governance().openEmergencies() has those that wait for a review"));
    }

    static List<Emergency> open(MetadataReader reader) {
        MetadataQuery query = MetadataQuery.of(KIND).whereEqual("state", "open").ascending("time");
        return Pages.all(reader, query).stream()
                .map(stored -> Emergency.from(stored.body()))
                .toList();
    }

    static Emergency put(MetadataWriter writer, Emergency emergency) {
        writer.put(
                KIND,
                emergency.id(),
                emergency.toDocument(),
                Map.of(
                        "state", Document.of(emergency.findReview().isEmpty() ? "open" : "reviewed"),
                        "time", Document.of(Times.nanos(emergency.time()))));
        return emergency;
    }
}
