// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.audit.ChainVerifier;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.ConsistencyProof;
import org.mlops4j.audit.InclusionProof;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.AccessDeniedException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.identity.Actor;
import org.mlops4j.spi.AccessPolicy;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/**
 * The audit log as documents of the store it watches. An entry has its sequence as id; one more document holds the last
 * sequence and hash, so a chain that was cut at its end is found as well. Keeps no state of its own: many chains may
 * work on one store, in one process or several.
 *
 * <p>Who can write to the store's files and knows this code can forge a whole new chain; only a {@link Checkpoint} kept
 * elsewhere finds that.
 */
public final class HashChain implements AuditLog {

    static final String ENTRY = "audit";
    static final String HEAD = "audit-head";
    static final String HEAD_ID = "head";

    private final MetadataStore metadata;
    private final DocumentText json;
    private final InstantSource clock;
    private final Actor actor;
    private final AccessPolicy access;

    /** A chain over a store that writes in the name of an actor who may do everything. */
    public HashChain(MetadataStore metadata, DocumentText json, InstantSource clock, Actor actor) {
        this(metadata, json, clock, actor, AccessPolicy.everybody());
    }

    /** A chain over a store that writes in the name of an actor what a policy lets it. */
    public HashChain(MetadataStore metadata, DocumentText json, InstantSource clock, Actor actor, AccessPolicy access) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.json = requireNonNull(json, "json");
        this.clock = requireNonNull(clock, "clock");
        this.actor = requireNonNull(actor, "actor");
        this.access = requireNonNull(access, "access");
    }

    /** {@return whether documents of a kind are the chain itself} */
    public static boolean owns(String kind) {
        return kind.equals(ENTRY) || kind.equals(HEAD) || kind.equals(StoredTree.NODE);
    }

    /** {@return in whose name this chain writes} */
    public Actor actor() {
        return actor;
    }

    @Override
    public <T> T transact(String action, String target, String reason, Function<? super MetadataWriter, T> work) {
        requireNonNull(target, "target");
        return transact(action, reason, writer -> new Deed<>(target, work.apply(writer)));
    }

    /**
     * Changes metadata and records it as {@link AuditLog#transact} does, for work that finds out its target itself,
     * such as the next number of a model.
     */
    public <T> T transact(String action, String reason, Function<? super MetadataWriter, Deed<T>> work) {
        requireNonNull(action, "action");
        requireNonNull(reason, "reason");
        return metadata.write(writer -> {
            RecordingWriter recording = new RecordingWriter(writer);
            Deed<T> deed = work.apply(recording);
            List<AuditEntry.Change> changes = recording.changes();
            if (!changes.isEmpty()) {
                requireAllowed(action, deed.target());
                append(writer, action, deed.target(), reason, changes);
            }
            return deed.result();
        });
    }

    /** What was written before in the transaction is undone by the exception. */
    private void requireAllowed(String action, String target) {
        boolean allowed;
        try {
            allowed = access.allows(actor, action, target);
        } catch (RuntimeException e) {
            throw new AccessDeniedException("the access policy failed, so " + denied(action, target), e);
        }
        if (!allowed) {
            throw new AccessDeniedException(denied(action, target), null);
        }
    }

    private String denied(String action, String target) {
        return "'" + actor + "' is not allowed to do " + action + " on '" + target + "'";
    }

    @Override
    public List<AuditEntry> entries(long after, int limit) {
        MetadataQuery query = MetadataQuery.of(ENTRY)
                .after(new StoredDocument(ENTRY, id(after), Document.nothing(), new TreeMap<>(), 1))
                .limit(limit);
        return metadata.read(reader -> reader.query(query)).stream()
                .map(stored -> AuditEntry.from(stored.body()))
                .toList();
    }

    @Override
    public List<AuditEntry> about(String target) {
        MetadataQuery query = MetadataQuery.of(ENTRY).whereEqual("target", target);
        return metadata.read(reader -> Pages.all(reader, query)).stream()
                .map(stored -> AuditEntry.from(stored.body()))
                .toList();
    }

    @Override
    public long verify() {
        return metadata.read(reader -> new ChainWalk(reader, ChainVerifier.whole()).walk());
    }

    @Override
    public long verify(Checkpoint known) {
        requireNonNull(known, "known");
        return metadata.read(reader -> new ChainWalk(reader, ChainVerifier.beginningWith(known)).walk());
    }

    @Override
    public Checkpoint checkpoint() {
        return metadata.read(this::checkpoint);
    }

    private Checkpoint checkpoint(MetadataReader reader) {
        long size = Head.in(reader).sequence();
        return new Checkpoint(size, new StoredTree(reader).root(size), clock.instant());
    }

    @Override
    public InclusionProof prove(long sequence, Checkpoint in) {
        if (sequence < 1 || sequence > in.size()) {
            throw new NotFoundException(
                    "the checkpoint covers entries 1 to " + in.size() + ", entry " + sequence + " is not among them");
        }
        return metadata.read(reader ->
                new InclusionProof(sequence, in.size(), treeOf(reader, in).inclusion(sequence - 1, in.size())));
    }

    @Override
    public ConsistencyProof prove(Checkpoint earlier, Checkpoint later) {
        if (earlier.size() > later.size()) {
            throw new InvalidException("the earlier checkpoint covers " + earlier.size()
                    + " entries, the later one only " + later.size() + "; give the earlier one first");
        }
        return metadata.read(reader -> new ConsistencyProof(
                earlier.size(), later.size(), treeOf(reader, later).consistency(earlier.size(), later.size())));
    }

    private static StoredTree treeOf(MetadataReader reader, Checkpoint covered) {
        long size = Head.in(reader).sequence();
        if (size < covered.size()) {
            throw new NotFoundException("the audit chain has " + size + " entries, the checkpoint covers "
                    + covered.size() + ": it is of another store, or the chain was cut; verify the chain with it");
        }
        return new StoredTree(reader);
    }

    @Override
    public Checkpoint export(OutputStream target) {
        requireNonNull(target, "target");
        return metadata.read(reader -> {
            Pages.forEach(reader, MetadataQuery.of(ENTRY), stored -> writeLine(stored, target));
            return checkpoint(reader);
        });
    }

    private void writeLine(StoredDocument entry, OutputStream target) {
        try {
            target.write((json.write(entry.body()) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StorageException("could not write audit entry " + entry.id() + " to the export", e);
        }
    }

    private void append(
            MetadataWriter writer, String action, String target, String reason, List<AuditEntry.Change> changes) {
        Head head = Head.in(writer);
        AuditEntry entry = AuditEntry.sealed(
                head.sequence() + 1, clock.instant(), actor, action, target, reason, changes, head.hash());
        writer.put(ENTRY, id(entry.sequence()), entry.toDocument(), attributes(entry));
        StoredTree.grow(writer, entry);
        writer.put(HEAD, HEAD_ID, new Head(entry.sequence(), entry.hash()).toDocument(), Map.of());
    }

    /** {@return the id under which the entry of that sequence is stored: ids sort as numbers do} */
    static String id(long sequence) {
        String digits = Long.toString(sequence);
        return "0".repeat(19 - digits.length()) + digits;
    }

    static Map<String, Document> attributes(AuditEntry entry) {
        return Map.of("target", Document.of(entry.target()));
    }

    /**
     * What audited work did.
     *
     * @param target on what
     * @param result what it gives its caller
     */
    public record Deed<T>(String target, T result) {}

    /**
     * The end of the chain.
     *
     * @param sequence of the last entry, 0 if there is none
     * @param hash of the last entry
     */
    record Head(long sequence, Digest hash) {

        static final Head EMPTY = new Head(0, AuditEntry.BEGINNING);

        static Head in(MetadataReader reader) {
            return reader.find(HEAD, HEAD_ID).map(stored -> from(stored.body())).orElse(EMPTY);
        }

        static Head from(Document document) {
            return new Head(
                    document.get("sequence").whole(),
                    new Digest(document.get("hash").text()));
        }

        Document toDocument() {
            return Document.object().with("sequence", sequence).with("hash", hash);
        }
    }
}
