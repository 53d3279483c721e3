// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.card.CardNotes;
import org.mlops4j.card.Measure;
import org.mlops4j.card.ModelCard;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.governance.Inventory;
import org.mlops4j.identity.Actor;
import org.mlops4j.lineage.LineageNode;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.signing.Signer;
import org.mlops4j.signing.VersionSignature;

class ModelCardTest {

    @TempDir
    Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).actor(Actor.of("ana")).open();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void aCardTellsWhatPeopleWroteAndWhatTheRegistryKnows() throws GeneralSecurityException {
        ModelVersion version = LateFlights.registered(mlops);
        mlops.registry().alias("late-flights", "champion").moveTo(version, "");
        mlops.as(Actor.of("ben")).registry().approve(version, "looks right");
        mlops.registry().writeCard("late-flights", LateFlights.notes().build(), "first card");
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        VersionSignature signature = mlops.signatures().sign(version, Signer.of(keys));
        mlops.signatures().revoke(signature, "the key leaked");

        ModelCard card = mlops.registry().card(version);

        assertThat(card.stage()).isEqualTo("DRAFT");
        assertThat(card.signatures()).extracting(ModelCard.Signature::key).containsExactly(signature.key());
        assertThat(card.toMarkdown())
                .contains("| Stage | DRAFT |")
                .contains("| " + signature.key() + " | ana | ")
                .contains("the key leaked |");
        assertThat(card.digest()).isEqualTo(version.digest());
        assertThat(card.aliases()).containsExactly("champion");
        assertThat(card.notes()).isEqualTo(LateFlights.notes().build());
        assertThat(card.measures())
                .startsWith(Measure.of("auc", 0.71).on("carrier AA").within(0.69, 0.73), Measure.of("auc", 0.74))
                .hasSize(3);
        assertThat(card.signOffs()).extracting(ModelCard.SignOff::actor).containsExactly(Actor.of("ben"));
        assertThat(card.lineage().nodes(LineageNode.Kind.DATASET)).hasSize(1);
        assertThat(card.toMarkdown())
                .startsWith("# late-flights 1\n")
                .contains("| Owner | ana |")
                .contains("| Contact | Ana, ana@example.org |")
                .contains("| auc | carrier AA | 0.71 | 0.69 to 0.73 |")
                .contains("| auc | all data | 0.74 |  |")
                .contains("| nothing | all data | NaN |  |")
                .contains("| train | 1 | flights of 2025 |")
                .contains("| distance | float64 | yes |")
                .contains("- no snow before 2020")
                .contains("| small airports are judged worse | a threshold of their own |")
                .contains("| ben | ")
                .contains("| run | late-flights-1 |");
    }

    @Test
    void aCardHasTheOwnerOfTodayAndTheInventory() {
        ModelVersion version = LateFlights.registered(mlops);
        mlops.registry().writeCard("late-flights", LateFlights.notes().build(), "");
        assertThat(mlops.registry()
                        .card(version)
                        .toDocument()
                        .get("model_details")
                        .get("owners")
                        .list())
                .extracting(owner -> owner.get("name").text())
                .containsExactly("Ana");

        mlops.governance().offer("late-flights", Actor.of("ben"), "I change teams");
        assertThat(mlops.registry().card(version).findOwner()).contains(Actor.of("ana"));
        mlops.as(Actor.of("ben")).governance().accept("late-flights", "mine now");
        Instant march = Instant.parse("2026-03-03T12:00:00Z");
        mlops.governance()
                .writeInventory(
                        "late-flights",
                        Inventory.builder()
                                .deputy(Actor.of("cleo"))
                                .riskClass("limited")
                                .validationDue(march)
                                .deployments("desk")
                                .finding(march, "no snow in the data")
                                .build(),
                        "yearly");
        ModelCard card = mlops.registry().card(version);
        assertThat(card.findOwner()).contains(Actor.of("ben"));
        assertThat(card.toMarkdown())
                .contains("| Owner | ben |")
                .contains("## Inventory")
                .contains("| Deputy | cleo |")
                .contains("| Risk class | limited |")
                .contains("| Validation due | 2026-03-03 |")
                .contains("| Served by | desk only |")
                .contains("| Finding of 2026-03-03 | no snow in the data |")
                .doesNotContain("Retires");
        assertThat(card.toHtml()).contains("no snow in the data");
        assertThat(card.toDocument().get("model_details").get("owners").list())
                .extracting(owner -> owner.get("name").text())
                .containsExactly("ben", "Ana");

        mlops.as(Actor.of("ben")).governance().giveUp("late-flights", "nobody uses it");
        assertThat(mlops.registry().card(version).toMarkdown()).contains("| Owner | nobody |");
    }

    @Test
    void theNotesOnAVersionCountMoreThanThoseOnItsModelPartByPart() {
        ModelVersion version = LateFlights.registered(mlops);
        mlops.registry().writeCard("late-flights", LateFlights.notes().build(), "");
        mlops.registry()
                .writeCard(
                        version, CardNotes.builder().limitation("only Chicago").build(), "tested");

        CardNotes notes = mlops.registry().card(version).notes();
        assertThat(notes.limitations()).containsExactly("only Chicago");
        assertThat(notes.overview()).isEqualTo("Tells which flights will be late.");
        assertThat(mlops.audit().about("late-flights/1"))
                .extracting(AuditEntry::action)
                .containsExactly("version.register", "card.write");
        mlops.audit().verify();
    }

    @Test
    void aCardWithoutNotesIsWhatTheRegistryKnows() {
        ModelVersion version =
                mlops.registry().register("bare", ModelPackage.of("linear").withFile("model", new byte[] {1}));
        ModelCard card = mlops.registry().card(version);

        assertThat(card.notes()).isEqualTo(CardNotes.EMPTY);
        assertThat(card.toMarkdown()).contains("| Aliases | none |").doesNotContain("## Data");
        assertThat(card.toDocument().get("model_parameters").find("input_format"))
                .isEmpty();
    }

    @Test
    void aCardOfNothingIsRefused() {
        assertThatThrownBy(() -> mlops.registry().writeCard("nothing", CardNotes.EMPTY, ""))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'nothing'");
        assertThatThrownBy(() -> LateFlights.notes().reference("not a uri").build())
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("must be a URI");
        assertThatThrownBy(
                        () -> LateFlights.notes().overview("x".repeat(20_001)).build())
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("20001 characters");
        assertThatThrownBy(() -> Measure.of("auc", 1).within(Double.NaN, 1)).isInstanceOf(InvalidException.class);
        assertThat(mlops.audit().entries(0, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</script><script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</style><script>alert(1)</script>",
                "a | b\n# c \u202e \0"
            })
    void whateverPeopleWroteIsShownAsText(String hostile) {
        ModelVersion version = LateFlights.registered(mlops);
        CardNotes notes = CardNotes.builder()
                .overview(hostile)
                .documentation(hostile)
                .owner(hostile, hostile)
                .license(hostile)
                .user(hostile)
                .useCase(hostile)
                .limitation(hostile)
                .tradeoff(hostile)
                .risk(hostile, hostile)
                .measure(Measure.of("auc", 1).on(hostile))
                .build();
        mlops.registry().writeCard(version, notes, hostile);
        mlops.registry().approve(version, hostile);
        ModelCard card = mlops.registry().card(version);

        assertThat(card.notes()).isEqualTo(notes);
        String html = card.toHtml();
        assertThat(html)
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("\u202e")
                .doesNotContain("\0");
        assertThat(Pattern.compile("</style>").matcher(html).results()).hasSize(1);
        assertThat(card.toMarkdown())
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("\n# c");
        assertThat(card.toMarkdown().lines().filter(line -> line.startsWith("| Contact")))
                .isNotEmpty()
                .allMatch(line -> line.endsWith("|"));
        Document read = mlops.json().read(mlops.json().write(card.toDocument()));
        assertThat(read.get("model_details").get("overview").text()).isEqualTo(hostile);
    }

    @Test
    void thePageAllowsNothingButItsOwnStyle() {
        String html = mlops.registry().card(LateFlights.registered(mlops)).toHtml();
        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(html);

        assertThat(style.find()).isTrue();
        String digest = Base64.getEncoder()
                .encodeToString(
                        HexFormat.of().parseHex(Digest.of(style.group(1)).hex()));
        assertThat(html)
                .contains("content=\"default-src 'none'; style-src 'sha256-" + digest
                        + "'; base-uri 'none'; form-action 'none'\"")
                .doesNotContain(" style=\"")
                .doesNotContain("http://");
    }
}
