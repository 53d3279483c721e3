// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.List;
import java.util.Map;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.signing.VersionSignature;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/**
 * Signatures of versions as documents, each under {@link VersionSignature#id()}, and revocations as documents of their
 * own under the same id: nothing of a signature is ever overwritten.
 */
final class SignatureDocuments {

    private static final String KIND = "version-signature";
    private static final String REVOCATION = "signature-revocation";

    private SignatureDocuments() {}

    /** {@return the signatures of a version, oldest first} */
    static List<VersionSignature> of(MetadataReader reader, ModelVersion version) {
        return Pages.all(reader, of(version.id())).stream()
                .map(stored -> withRevocation(reader, VersionSignature.from(stored.body())))
                .toList();
    }

    /** {@return the signature of that id} */
    static VersionSignature load(MetadataReader reader, String id) {
        return reader.find(KIND, id)
                .map(stored -> withRevocation(reader, VersionSignature.from(stored.body())))
                .orElseThrow(() -> new NotFoundException("there is no signature '" + id + "' in this store"));
    }

    static void put(MetadataWriter writer, VersionSignature signature) {
        if (writer.find(KIND, signature.id()).isPresent()) {
            VersionSignature earlier = load(writer, signature.id());
            throw new AlreadyExistsException("this very bundle was attached to " + earlier.version() + " before, by "
                    + earlier.actor() + " at " + earlier.time()
                    + earlier.findRevocation()
                            .map(r -> ", and revoked at " + r.time())
                            .orElse(""));
        }
        int order = Pages.all(writer, of(signature.version())).size() + 1;
        writer.put(
                KIND,
                signature.id(),
                signature.toDocument(),
                Map.of(
                        "version", Document.of(signature.version()),
                        "key", Document.of(signature.key()),
                        "order", Document.of(order)));
    }

    static void putRevocation(
            MetadataWriter writer, VersionSignature signature, VersionSignature.Revocation revocation) {
        signature.findRevocation().ifPresent(earlier -> {
            throw new AlreadyExistsException("the signature of " + signature.version() + " by key " + signature.key()
                    + " was revoked before, by " + earlier.actor() + " at " + earlier.time());
        });
        writer.put(
                REVOCATION,
                signature.id(),
                revocation.toDocument(),
                Map.of("version", Document.of(signature.version())));
    }

    private static VersionSignature withRevocation(MetadataReader reader, VersionSignature signature) {
        return reader.find(REVOCATION, signature.id())
                .map(stored -> signature.with(VersionSignature.Revocation.from(stored.body())))
                .orElse(signature);
    }

    private static MetadataQuery of(String version) {
        return MetadataQuery.of(KIND).whereEqual("version", version).ascending("order");
    }
}
