// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.error.AccessDeniedException;
import org.mlops4j.governance.AccessRules;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.AccessPolicy;

class AccessPolicyTest {

    private static final ModelPackage MODEL = ModelPackage.of("linear").withFile("model", new byte[] {1});

    @TempDir
    Path directory;

    private Mlops open(AccessPolicy policy) {
        return Mlops.builder()
                .directory(directory)
                .actor(Actor.of("ana"))
                .access(policy)
                .open();
    }

    @Test
    void whatIsDeniedIsNotDone() {
        AccessRules rules =
                AccessRules.none().allow("ana", "version.register", "m/*").allow("ben", "alias.*", "m@*");
        try (Mlops mlops = open(rules)) {
            ModelVersion version = mlops.registry().register("m", MODEL);
            assertThatThrownBy(() -> mlops.registry().register("other", MODEL))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessage("'ana' is not allowed to do version.register on 'other/1'");
            assertThat(mlops.registry().models()).containsExactly("m");
            assertThatThrownBy(() -> mlops.registry().alias("m", "champion").moveTo(version, ""))
                    .isInstanceOf(AccessDeniedException.class);
            Mlops ofBen = mlops.as(Actor.of("ben"));
            ofBen.registry().alias("m", "champion").moveTo(version, "");
            assertThatThrownBy(() -> ofBen.registry().approve(version, "")).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> ofBen.tracking().start("e")).isInstanceOf(AccessDeniedException.class);
            assertThat(mlops.audit().entries(0, 10))
                    .extracting(AuditEntry::action)
                    .containsExactly("version.register", "alias.move");
            assertThat(mlops.audit().verify()).isEqualTo(2);
        }
    }

    @Test
    void aPolicyThatFailsDenies() {
        AccessPolicy broken = (actor, action, target) -> {
            throw new IllegalStateException("no connection to the directory");
        };
        try (Mlops mlops = open(broken)) {
            assertThatThrownBy(() -> mlops.registry().register("m", MODEL))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasRootCauseMessage("no connection to the directory");
            assertThat(mlops.registry().models()).isEmpty();
        }
    }

    @Test
    void theAuditSaysHowAnActorWasRecognisedAndForWhomItActs() {
        Actor service = Actor.of("service:portal").recognisedBy("mtls").onBehalfOf(Actor.of("ben"));
        try (Mlops mlops = open(AccessPolicy.everybody())) {
            mlops.as(service).registry().register("m", MODEL);
            List<AuditEntry> entries = mlops.audit().entries(0, 10);
            assertThat(entries.get(0).actor().findMethod()).contains("mtls");
            assertThat(entries.get(0).actor().findOnBehalfOf()).contains("ben");
            assertThat(entries.get(0).actor()).isEqualTo(Actor.of("service:portal"));
            assertThat(mlops.audit().verify()).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',      '',        true",
        "a,       a,         true",
        "a,       ab,        false",
        "*,       '',        true",
        "*,       anything,  true",
        "m@*,     m@x,       true",
        "m@*,     n@m@x,     false",
        "*@x,     m@x,       true",
        "a*a,     a,         false",
        "a*a,     aa,        true",
        "a*b*c,   axbxbxc,   true",
        "a*b*c,   acb,       false",
        "a*bc*c,  abc,       false",
        "**,      x,         true",
        "a.c,     abc,       false"
    })
    void aStarStandsForAnyCharacters(String pattern, String text, boolean matches) {
        AccessRules rules = AccessRules.none().allow("*", "*", pattern);
        assertThat(rules.allows(Actor.of("ana"), "x", text)).isEqualTo(matches);
    }
}
