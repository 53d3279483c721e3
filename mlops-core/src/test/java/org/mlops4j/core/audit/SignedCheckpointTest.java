// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.SignedCheckpoint;
import org.mlops4j.data.Digest;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.signing.Signer;
import org.mlops4j.signing.TrustedKeys;

class SignedCheckpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "EC"})
    void aSignedCheckpointIsTrustedOnlyAsItWasSignedAndByATrustedKey(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        Signer signer = Signer.of(generator.generateKeyPair());
        TrustedKeys trusted = TrustedKeys.of(signer.publicKey());
        Checkpoint checkpoint = new Checkpoint(7, Digest.of("root"), Instant.parse("2026-03-03T12:00:00Z"));
        SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, signer);

        assertThat(SignedCheckpoint.from(signed.toDocument())).isEqualTo(signed);
        assertThat(signed.verify(trusted)).isEqualTo(checkpoint);
        for (Checkpoint other : new Checkpoint[] {
            new Checkpoint(8, checkpoint.root(), checkpoint.time()),
            new Checkpoint(7, Digest.of("other"), checkpoint.time()),
            new Checkpoint(7, checkpoint.root(), checkpoint.time().plusNanos(1))
        }) {
            assertThatThrownBy(() -> new SignedCheckpoint(other, signed.key(), signed.signature()).verify(trusted))
                    .isInstanceOf(RejectedException.class);
        }
        TrustedKeys others = TrustedKeys.of(generator.generateKeyPair().getPublic());
        assertThatThrownBy(() -> signed.verify(others)).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> new SignedCheckpoint(checkpoint, signed.key(), "AAAA").verify(trusted))
                .isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> new SignedCheckpoint(checkpoint, signed.key(), "%").verify(trusted))
                .isInstanceOf(InvalidException.class);
    }
}
