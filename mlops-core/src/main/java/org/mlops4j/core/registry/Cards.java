// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mlops4j.card.CardNotes;
import org.mlops4j.card.Measure;
import org.mlops4j.card.ModelCard;
import org.mlops4j.core.lineage.LocalLineage;
import org.mlops4j.core.tracking.StoredRuns;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.lineage.LineageNode;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.registry.Signature;
import org.mlops4j.signing.VersionSignature;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.tracking.RunRecord;

/** Model cards: notes as documents of models and versions, and the rest from what is stored of a version. */
final class Cards {

    private static final String NOTES = "card-notes";

    /** What a run measures of its process says nothing of the model. */
    private static final String OF_THE_PROCESS = "system/";

    private Cards() {}

    static StoredDocument put(MetadataWriter writer, String model, CardNotes notes) {
        if (!Versions.isModel(writer, model)) {
            throw new NotFoundException("there is no model '" + model + "' to write a card of");
        }
        return writer.put(NOTES, model, notes.toDocument(), Map.of());
    }

    static StoredDocument put(MetadataWriter writer, ModelVersion version, CardNotes notes) {
        return writer.put(NOTES, version.id(), notes.toDocument(), Map.of());
    }

    /** {@return the card of a stored version, all of it as one state of the store has it} */
    static ModelCard card(MetadataReader reader, ModelVersion version, Instant now) {
        CardNotes notes = notes(reader, version.id()).over(notes(reader, version.model()));
        return new ModelCard(
                version.model(),
                version.number(),
                version.manifest().format(),
                version.digest(),
                Owners.of(reader, version.model()).owner(),
                version.author(),
                version.created(),
                new Stages(reader, now).of(version).name(),
                Moves.aliases(reader, version),
                InventoryFacts.of(Inventories.of(reader, version.model())),
                notes,
                measures(reader, version, notes),
                datasets(version),
                version.manifest().findSignature().map(Signature::inputs).orElse(null),
                version.manifest().findSignature().map(Signature::outputs).orElse(null),
                Approvals.of(reader, version).stream()
                        .map(a -> new ModelCard.SignOff(a.actor(), a.time(), a.reason()))
                        .toList(),
                SignatureDocuments.of(reader, version).stream()
                        .map(Cards::signature)
                        .toList(),
                LocalLineage.upstream(reader, LineageNode.version(version.model(), version.number())));
    }

    private static ModelCard.Signature signature(VersionSignature signature) {
        return new ModelCard.Signature(
                signature.key(),
                signature.actor(),
                signature.time(),
                signature
                        .findRevocation()
                        .map(r -> new ModelCard.Revocation(r.actor(), r.time(), r.reason()))
                        .orElse(null));
    }

    private static CardNotes notes(MetadataReader reader, String target) {
        return reader.find(NOTES, target)
                .map(stored -> CardNotes.from(stored.body()))
                .orElse(CardNotes.EMPTY);
    }

    private static List<Measure> measures(MetadataReader reader, ModelVersion version, CardNotes notes) {
        List<Measure> measures = new ArrayList<>(notes.measures());
        version.findRun()
                .flatMap(run -> StoredRuns.find(reader, run))
                .map(RunRecord::metrics)
                .ifPresent(metrics -> metrics.forEach((key, summary) -> {
                    if (!key.startsWith(OF_THE_PROCESS)) {
                        measures.add(Measure.of(key, summary.last()));
                    }
                }));
        return measures;
    }

    private static List<DatasetRef> datasets(ModelVersion version) {
        return version.manifest().findProvenance().map(Provenance::datasets).orElse(List.of());
    }
}
