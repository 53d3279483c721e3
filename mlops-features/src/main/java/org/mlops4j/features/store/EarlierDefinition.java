// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.List;
import java.util.Map;
import org.mlops4j.data.Document;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureSource;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.JavaSignature;

/** Tells in what an earlier definition of a service differs from one, as a cause of other values. */
final class EarlierDefinition {

    private EarlierDefinition() {}

    static SkewCause cause(FeatureService service, FeatureService earlier) {
        if (!views(service).equals(views(earlier))) {
            return SkewCause.SOURCE_CHANGE;
        }
        return withoutVersions(service).equals(withoutVersions(earlier))
                ? SkewCause.CODE_VERSION
                : SkewCause.OTHER_DEFINITION;
    }

    private static List<String> views(FeatureService service) {
        return service.views().stream().map(FeatureView::name).sorted().toList();
    }

    /** {@return what the features mean, whatever the versions of the functions written in Java} */
    private static List<Document> withoutVersions(FeatureService service) {
        return service.sources().stream()
                .map(FeatureSource::meaning)
                .map(meaning -> withoutVersions(meaning, service.javaFunctions()))
                .toList();
    }

    private static Document withoutVersions(Document document, List<JavaSignature> functions) {
        if (document instanceof Document.Fields object) {
            Document.Fields fields = Document.object();
            for (Map.Entry<String, Document> field : object.fields().entrySet()) {
                fields = fields.with(field.getKey(), withoutVersions(field.getValue(), functions));
            }
            return fields;
        } else if (document instanceof Document.Items items) {
            return Document.list(items.list().stream()
                    .map(item -> withoutVersions(item, functions))
                    .toList());
        } else if (document instanceof Document.Text text) {
            return functions.stream()
                    .filter(function -> function.text().equals(text.text()))
                    .<Document>map(function -> Document.of(function.name()))
                    .findFirst()
                    .orElse(text);
        }
        return document;
    }
}
