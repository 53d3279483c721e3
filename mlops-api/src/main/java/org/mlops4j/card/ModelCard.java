// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.card;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.Actor;
import org.mlops4j.lineage.LineageGraph;

/**
 * What people need to know of a version: what its owners wrote, and what the registry knows.
 *
 * @param model the model
 * @param number the version's number
 * @param format how its files are read
 * @param digest what binds this card to the bytes of the version
 * @param owner who owns the model now, or {@code null} if nobody does
 * @param author who registered it
 * @param created when
 * @param stage how far it was when the card was written, as {@link org.mlops4j.governance.Stage} names it
 * @param aliases which point at it now
 * @param inventory what the organisation keeps of the model
 * @param notes what its owners wrote, on the version or else on the model
 * @param measures how good it was: what its owners say, then the last values of its run, on all data
 * @param datasets the data that its run used
 * @param inputs what it takes, or {@code null} if it was registered without a signature
 * @param outputs what it gives, or {@code null}
 * @param signOffs who approved exactly this version
 * @param signatures that are attached, those that were revoked among them; whether they are right is not said
 * @param lineage what it came out of
 */
public record ModelCard(
        String model,
        int number,
        String format,
        Digest digest,
        @Nullable Actor owner,
        Actor author,
        Instant created,
        String stage,
        List<String> aliases,
        List<Fact> inventory,
        CardNotes notes,
        List<Measure> measures,
        List<DatasetRef> datasets,
        @Nullable Schema inputs,
        @Nullable Schema outputs,
        List<SignOff> signOffs,
        List<Signature> signatures,
        LineageGraph lineage) {

    /** Copies the lists. */
    public ModelCard {
        requireNonNull(model, "model");
        aliases = List.copyOf(aliases);
        inventory = List.copyOf(inventory);
        measures = List.copyOf(measures);
        datasets = List.copyOf(datasets);
        signOffs = List.copyOf(signOffs);
        signatures = List.copyOf(signatures);
    }

    /** {@return who owns the model, if anybody does} */
    public Optional<Actor> findOwner() {
        return Optional.ofNullable(owner);
    }

    /** {@return what it takes, if it was stated} */
    public Optional<Schema> findInputs() {
        return Optional.ofNullable(inputs);
    }

    /** {@return what it gives, if it was stated} */
    public Optional<Schema> findOutputs() {
        return Optional.ofNullable(outputs);
    }

    /** {@return the card as Markdown; what people wrote is escaped and shown as it is} */
    public String toMarkdown() {
        return new CardText(this).markdown();
    }

    /**
     * {@return the card as one HTML page} Whatever people wrote is shown as text; the page holds no script, loads
     * nothing, and its content security policy allows nothing but its own style.
     */
    public String toHtml() {
        return new CardText(this).html();
    }

    /**
     * {@return the card in the JSON schema of the Model Card Toolkit, version 0.0.2} It has the values of measures and
     * the bounds of intervals as texts. Its owners are the owner of the model and those whom the notes name. Stage,
     * inventory, approvals and signatures are left out, as the schema has no place for them.
     *
     * @see <a
     *     href="https://github.com/tensorflow/model-card-toolkit/blob/main/model_card_toolkit/schema/v0.0.2/model_card.schema.json">the
     *     schema</a>
     */
    public Document.Fields toDocument() {
        return ToolkitCard.of(this);
    }

    /**
     * Something that is kept of the model.
     *
     * @param name what it is, such as {@code Risk class}
     * @param value what is known, in words
     */
    public record Fact(String name, String value) {}

    /**
     * That somebody approved the version.
     *
     * @param actor who
     * @param time when
     * @param reason why
     */
    public record SignOff(Actor actor, Instant time, String reason) {}

    /**
     * That a signature is attached to the version.
     *
     * @param key the id of the key that is said to have signed
     * @param actor who attached it
     * @param time when
     * @param revocation that it counts no more, or {@code null}
     */
    public record Signature(
            String key, Actor actor, Instant time, @Nullable Revocation revocation) {

        /** {@return who let it count no more, if somebody did} */
        public Optional<Revocation> findRevocation() {
            return Optional.ofNullable(revocation);
        }
    }

    /**
     * That somebody let a signature count no more.
     *
     * @param actor who
     * @param time when
     * @param reason why
     */
    public record Revocation(Actor actor, Instant time, String reason) {}
}
