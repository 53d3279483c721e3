// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.signing.Trust;
import org.mlops4j.signing.TrustPolicy;
import org.mlops4j.signing.TrustedIdentities;
import org.mlops4j.signing.TrustedIdentities.Identity;
import org.mlops4j.signing.TrustedKeys;
import org.mlops4j.signing.TrustedRoots;
import org.mlops4j.signing.VersionSignature;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about the signatures of versions. */
@Command
final class SignatureCommands {

    @Command(
            description = "Sign a version by a key of a key store (PKCS #12) and attach the signature.",
            mixinStandardHelpOptions = true)
    static int sign(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "VERSION", description = "MODEL/NUMBER or MODEL@ALIAS") String reference,
            @Option(
                            names = "--keystore",
                            paramLabel = "FILE",
                            required = true,
                            description = "Holds key and certificates.")
                    Path keyStore,
            @Option(names = "--key", paramLabel = "ALIAS", required = true, description = "Which key.") String key,
            @Option(
                            names = "--password",
                            interactive = true,
                            arity = "0..1",
                            defaultValue = "${env:MLOPS_KEYSTORE_PASSWORD}",
                            description = "Asks for the password; without it that of MLOPS_KEYSTORE_PASSWORD.")
                    char @Nullable [] password) {
        try (Mlops mlops = store.write()) {
            if (password == null) {
                throw new InvalidException("say the password of the key store: --password, or MLOPS_KEYSTORE_PASSWORD");
            }
            VersionSignature signature = mlops.signatures()
                    .sign(mlops.registry().resolve(reference), KeyFiles.signer(keyStore, key, password));
            store.answer(mlops)
                    .one(
                            List.of("version", "key", "bundle"),
                            Document.object(signature.toDocument().fields()));
            return Main.FINE;
        }
    }

    @Command(
            name = "attach-signature",
            description = "Attach a bundle that another tool made of the files of a version.",
            mixinStandardHelpOptions = true)
    static int attach(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "VERSION", description = "MODEL/NUMBER or MODEL@ALIAS") String reference,
            @Parameters(paramLabel = "BUNDLE", description = "Such as model.sig") Path bundle) {
        try (Mlops mlops = store.write()) {
            VersionSignature signature =
                    mlops.signatures().attach(mlops.registry().resolve(reference), KeyFiles.text(bundle));
            store.answer(mlops)
                    .one(
                            List.of("version", "key", "bundle"),
                            Document.object(signature.toDocument().fields()));
            return Main.FINE;
        }
    }

    @Command(description = "List the signatures of a version.", mixinStandardHelpOptions = true)
    static int signatures(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "VERSION", description = "MODEL/NUMBER or MODEL@ALIAS") String reference) {
        try (Mlops mlops = store.read()) {
            List<Document.Fields> rows = mlops.signatures().of(mlops.registry().resolve(reference)).stream()
                    .map(signature -> Document.object()
                            .with("key", signature.key())
                            .with("actor", signature.actor().name())
                            .with("time", signature.time())
                            .withOptional(
                                    "revoked",
                                    signature
                                            .findRevocation()
                                            .map(VersionSignature.Revocation::reason)
                                            .orElse(null)))
                    .toList();
            store.answer(mlops).list(List.of("key", "actor", "time", "revoked"), rows);
            return Main.FINE;
        }
    }

    @Command(
            name = "verify-signature",
            description = "Tell whether a version has a signature that counts; ends with 1 if it has none.",
            mixinStandardHelpOptions = true)
    static int verify(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "VERSION", description = "MODEL/NUMBER or MODEL@ALIAS") String reference,
            @Option(names = "--trust-key", paramLabel = "FILE", description = "A public key in PEM.") @Nullable List<Path> keys,
            @Option(
                            names = "--trust-root",
                            paramLabel = "FILE",
                            description = "The certificate of an authority, PEM or DER.")
                    @Nullable List<Path> roots,
            @Option(names = "--crl", paramLabel = "FILE", description = "A list of revoked certificates for the roots.")
                    @Nullable List<Path> lists,
            @Option(names = "--identity", paramLabel = "SUBJECT,ISSUER", description = "Who signs by Sigstore.")
                    @Nullable List<String> people,
            @Option(names = "--sigstore", paramLabel = "FILE", description = "The trusted_root.json for identities.")
                    @Nullable Path sigstore) {
        try (Mlops mlops = store.read()) {
            List<Trust> trusted = new ArrayList<>();
            if (keys != null) {
                trusted.add(
                        TrustedKeys.of(keys.stream().map(KeyFiles::publicKey).toList()));
            }
            if (roots != null) {
                TrustedRoots authorities = TrustedRoots.of(
                        roots.stream().map(KeyFiles::certificate).toList());
                trusted.add(
                        lists == null
                                ? authorities
                                : authorities.withRevocationLists(lists.stream()
                                        .map(KeyFiles::revocationList)
                                        .toList()));
            }
            if (people != null && sigstore != null) {
                trusted.add(TrustedIdentities.of(
                        KeyFiles.text(sigstore),
                        mlops.json(),
                        people.stream().map(SignatureCommands::identity).toArray(Identity[]::new)));
            }
            return verify(store, mlops, mlops.registry().resolve(reference), trusted);
        }
    }

    private static int verify(StoreOptions store, Mlops mlops, ModelVersion version, List<Trust> trusted) {
        Document.Fields result = Document.object().with("version", version.id());
        int code = Main.FINE;
        try {
            VersionSignature counts =
                    mlops.signatures().verify(version, TrustPolicy.anyOf(trusted.toArray(Trust[]::new)));
            result = result.with("signed", true).with("key", counts.key());
        } catch (RejectedException none) {
            result = result.with("signed", false).with("reason", String.valueOf(none.getMessage()));
            code = Main.FOUND_WRONG;
        }
        store.answer(mlops).one(List.of("version", "signed", "key", "reason"), result);
        return code;
    }

    /** {@return the keys of the signatures that were not revoked} */
    static List<String> inForce(Mlops mlops, ModelVersion version) {
        return mlops.signatures().of(version).stream()
                .filter(signature -> signature.findRevocation().isEmpty())
                .map(VersionSignature::key)
                .toList();
    }

    private static Identity identity(String text) {
        int comma = text.lastIndexOf(',');
        if (comma < 0) {
            throw new InvalidException(
                    "an identity is SUBJECT,ISSUER, such as ana@example.org,https://accounts.example.org");
        }
        return new Identity(text.substring(0, comma), text.substring(comma + 1));
    }
}
