// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.data.Digest;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.signing.ModelSignature;
import org.mlops4j.signing.SignatureClaim;
import org.mlops4j.signing.SignedFiles;
import org.mlops4j.signing.Signer;
import org.mlops4j.signing.Trust;
import org.mlops4j.signing.VersionSignature;
import org.mlops4j.signing.VersionSignatures;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.MetadataStore;

/**
 * Signatures over a metadata store and a blob store. The document of a signature names the digest of its bundle, and so
 * keeps the bundle from being swept. The bundle is durable before the document is written.
 */
public final class StoredSignatures implements VersionSignatures {

    private final MetadataStore metadata;
    private final BlobStore blobs;
    private final DocumentText json;
    private final HashChain chain;
    private final InstantSource clock;

    /** Signatures that are attached and revoked in the name of the chain's actor. */
    public StoredSignatures(
            MetadataStore metadata, BlobStore blobs, DocumentText json, HashChain chain, InstantSource clock) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.blobs = requireNonNull(blobs, "blobs");
        this.json = requireNonNull(json, "json");
        this.chain = requireNonNull(chain, "chain");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public VersionSignature sign(ModelVersion version, Signer signer) {
        requireNonNull(signer, "signer");
        // Before the signer is asked: nothing is signed that is not the version of this store.
        ModelVersion stored = metadata.read(reader -> Versions.same(reader, version));
        return attach(stored, ModelSignature.sign(SignedFiles.of(stored), signer, json));
    }

    @Override
    public VersionSignature attach(ModelVersion version, String bundle) {
        ModelVersion stored = metadata.read(reader -> Versions.same(reader, version));
        SignatureClaim claim = ModelSignature.claim(bundle, json);
        requireFilesOf(stored, claim.files());
        Digest digest = blobs.put(new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8)));
        return chain.transact("signature.attach", stored.id(), "", writer -> {
            VersionSignature signature = new VersionSignature(
                    Versions.same(writer, stored).id(), claim.key(), digest, chain.actor(), clock.instant());
            SignatureDocuments.put(writer, signature);
            return signature;
        });
    }

    @Override
    public List<VersionSignature> of(ModelVersion version) {
        return metadata.read(reader -> SignatureDocuments.of(reader, Versions.same(reader, version)));
    }

    @Override
    public String bundle(VersionSignature signature) {
        return new String(blobs.readAll(signature.bundle()), StandardCharsets.UTF_8);
    }

    @Override
    public VersionSignature revoke(VersionSignature signature, String reason) {
        return chain.transact("signature.revoke", signature.version(), reason, writer -> {
            VersionSignature stored = SignatureDocuments.load(writer, signature.id());
            VersionSignature.Revocation revocation =
                    new VersionSignature.Revocation(chain.actor(), clock.instant(), reason);
            SignatureDocuments.putRevocation(writer, stored, revocation);
            return stored.with(revocation);
        });
    }

    @Override
    public VersionSignature verify(ModelVersion version, Trust trust) {
        requireNonNull(trust, "trust");
        List<VersionSignature> all = of(version);
        Set<String> revoked = all.stream()
                .filter(signature -> signature.revocation() != null)
                .map(VersionSignature::key)
                .collect(Collectors.toSet());
        List<MlopsException> refusals = new ArrayList<>();
        for (VersionSignature signature : all) {
            try {
                requireValid(version, signature, revoked, trust);
                return signature;
            } catch (CorruptException
                    | IncompatibleException
                    | InvalidException
                    | NotFoundException
                    | RejectedException e) {
                refusals.add(e);
            }
        }
        throw refused(version, trust, all, refusals);
    }

    private void requireValid(ModelVersion version, VersionSignature signature, Set<String> revoked, Trust trust) {
        String bundle = bundle(signature);
        SignedFiles signed = ModelSignature.verify(bundle, trust, clock.instant(), json);
        // By the key that has just verified, not by the one in the document.
        if (revoked.contains(ModelSignature.claim(bundle, json).key())) {
            throw new RejectedException("its key is revoked for this version"
                    + signature
                            .findRevocation()
                            .map(r -> ", by " + r.actor() + " at " + r.time() + ": " + r.reason())
                            .orElse(""));
        }
        signed.requireSame(SignedFiles.of(version));
    }

    private static void requireFilesOf(ModelVersion version, SignedFiles signed) {
        try {
            signed.requireSame(SignedFiles.of(version));
        } catch (CorruptException e) {
            throw new InvalidException("the bundle is not of the files of " + version + ": " + e.getMessage(), e);
        }
    }

    private static RejectedException refused(
            ModelVersion version, Trust trust, List<VersionSignature> signatures, List<MlopsException> refusals) {
        StringBuilder message = new StringBuilder("version " + version.number() + " of model '" + version.model()
                + "' has no valid signature by a trusted key; trusted are " + String.join(", ", trust.names()) + ". ");
        for (int i = 0; i < signatures.size(); i++) {
            VersionSignature signature = signatures.get(i);
            message.append("The signature by key ")
                    .append(signature.key())
                    .append(", attached by ")
                    .append(signature.actor())
                    .append(" at ")
                    .append(signature.time())
                    .append(", does not count: ")
                    .append(refusals.get(i).getMessage())
                    .append(". ");
        }
        message.append(signatures.isEmpty() ? "It has no signature at all. " : "")
                .append("Let the owner of a trusted key sign it by Mlops.signatures().sign, or trust the key that did");
        RejectedException refused = new RejectedException(message.toString());
        refusals.forEach(refused::addSuppressed);
        return refused;
    }
}
