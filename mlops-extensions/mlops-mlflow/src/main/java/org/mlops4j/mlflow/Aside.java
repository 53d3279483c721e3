// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredDocument;

/**
 * What is set aside for one server, kept in the store: one that comes after this process tries it again too.
 *
 * @param mlops the store
 * @param to what the server is called in ids
 */
record Aside(Mlops mlops, String to) {

    private static final String KIND = "mlflow-aside";

    Optional<SetAside> find(String what) {
        return mlops.metadata().read(reader -> reader.find(KIND, id(what))).map(stored -> SetAside.from(stored.body()));
    }

    /** {@return everything, what is due first in front} */
    List<SetAside> all() {
        return list(of());
    }

    /** {@return what may be tried again} */
    List<SetAside> due(Instant now) {
        return list(of().where("next", Comparison.AT_MOST, Document.of(Times.nanos(now))));
    }

    /** Sets something aside, once more if it is. */
    SetAside put(String what, String reason, Instant now) {
        return mlops.metadata().write(writer -> {
            int before = writer.find(KIND, id(what))
                    .map(stored -> SetAside.from(stored.body()).attempts())
                    .orElse(0);
            SetAside aside = SetAside.after(what, reason, before + 1, now);
            writer.put(
                    KIND,
                    id(what),
                    aside.toDocument(),
                    Map.of("to", Document.of(to), "next", Document.of(Times.nanos(aside.next()))));
            return aside;
        });
    }

    void remove(String what) {
        if (find(what).isPresent()) {
            mlops.metadata().write(writer -> writer.delete(KIND, id(what)));
        }
    }

    private MetadataQuery of() {
        return MetadataQuery.of(KIND).whereEqual("to", to).ascending("next");
    }

    private List<SetAside> list(MetadataQuery query) {
        List<StoredDocument> stored = mlops.metadata().read((MetadataReader reader) -> reader.queryAll(query));
        return stored.stream().map(one -> SetAside.from(one.body())).toList();
    }

    private String id(String what) {
        return to + "/" + what;
    }
}
