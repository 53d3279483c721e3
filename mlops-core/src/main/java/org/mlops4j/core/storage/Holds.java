// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.storage;

import java.util.List;
import java.util.Map;
import org.mlops4j.Mlops;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.storage.Hold;

/** Holds as documents. The digest in the document is what keeps the blob: a sweep asks for nothing else. */
record Holds(Mlops mlops) {

    private static final String KIND = "hold";

    Hold hold(Digest blob, String reason) {
        Hold hold = new Hold(blob, reason, mlops.actor(), mlops.clock().instant());
        return mlops.audit().transact("blob.hold", blob.hex(), reason, writer -> {
            if (writer.find(KIND, blob.hex()).isPresent()) {
                throw new AlreadyExistsException("blob " + blob + " is held already");
            }
            writer.put(KIND, blob.hex(), document(hold), Map.of());
            return hold;
        });
    }

    void release(Digest blob, String reason) {
        mlops.audit().transact("blob.release", blob.hex(), reason, writer -> {
            if (!writer.delete(KIND, blob.hex())) {
                throw new NotFoundException("blob " + blob + " is not held");
            }
            return blob;
        });
    }

    List<Hold> all() {
        return mlops.metadata().read(reader -> Pages.all(reader, MetadataQuery.of(KIND))).stream()
                .map(Holds::hold)
                .toList();
    }

    private static Document document(Hold hold) {
        return Document.object()
                .with("blob", hold.blob())
                .with("reason", hold.reason())
                .with("actor", hold.actor().name())
                .with("since", hold.since());
    }

    private static Hold hold(StoredDocument stored) {
        Document body = stored.body();
        return new Hold(
                new Digest(body.get("blob").text()),
                body.get("reason").text(),
                Actor.of(body.get("actor").text()),
                body.get("since").instant());
    }
}
