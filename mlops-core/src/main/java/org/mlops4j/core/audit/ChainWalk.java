// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.audit;

import java.time.DateTimeException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.ChainVerifier;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Digest;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredDocument;

/**
 * One verification of the chain against one state of the store: first the links and the tree over them, then the
 * documents. A kind is audited if any entry tells of it; then every document of that kind must be the one its last
 * entry tells of.
 */
final class ChainWalk {

    private final MetadataReader reader;
    private final Map<String, Map<String, Known>> known = new TreeMap<>();
    private final ChainVerifier chain;
    private final NodeWalk nodes;

    ChainWalk(MetadataReader reader, ChainVerifier chain) {
        this.reader = reader;
        this.chain = chain;
        this.nodes = new NodeWalk(reader);
    }

    /** {@return the number of entries, all sound} */
    long walk() {
        Pages.forEach(reader, MetadataQuery.of(HashChain.ENTRY), this::link);
        end();
        known.forEach(this::documents);
        return chain.size();
    }

    private void link(StoredDocument stored) {
        long expected = chain.size() + 1;
        if (!stored.id().equals(HashChain.id(expected))) {
            throw broken(expected, "is missing; the next one stored is '" + stored.id() + "'");
        }
        AuditEntry entry = parse(expected, stored);
        if (!entry.toDocument().equals(stored.body())
                || !HashChain.attributes(entry).equals(stored.attributes())) {
            throw broken(expected, "was altered after it was written");
        }
        nodes.completed(expected, chain.add(entry));
        entry.changes().forEach(change -> follow(expected, change));
    }

    /** {@return the entry that a document is} */
    static AuditEntry parse(long expected, StoredDocument stored) {
        try {
            return AuditEntry.from(stored.body());
        } catch (InvalidException | DateTimeException e) {
            throw new CorruptException("audit entry " + expected + " is not an entry: " + e.getMessage(), e);
        }
    }

    private void follow(long entry, AuditEntry.Change change) {
        Map<String, Known> ofKind = known.computeIfAbsent(change.kind(), kind -> new TreeMap<>());
        Known before = ofKind.get(change.id());
        if (!Objects.equals(before == null ? null : before.digest(), change.before())) {
            throw new CorruptException(name(change.kind(), change.id())
                    + " was changed past the audit log before entry " + entry + " of the audit chain");
        }
        ofKind.put(change.id(), new Known(entry, change.after()));
    }

    private void end() {
        HashChain.Head head = head();
        if (head.sequence() > chain.size()) {
            throw broken(chain.size() + 1, "is missing; the chain had " + head.sequence() + " entries");
        }
        if (head.sequence() < chain.size() || !head.hash().equals(chain.last())) {
            throw broken(chain.size(), "is not the end of the chain that the store remembers");
        }
        chain.end();
        nodes.end();
    }

    private HashChain.Head head() {
        try {
            return HashChain.Head.in(reader);
        } catch (InvalidException e) {
            throw new CorruptException("the end of the audit chain is not readable: " + e.getMessage(), e);
        }
    }

    private void documents(String kind, Map<String, Known> expected) {
        Pages.forEach(reader, MetadataQuery.of(kind), stored -> document(stored, expected.remove(stored.id())));
        expected.forEach((id, known) -> {
            if (known.digest() != null) {
                throw new CorruptException(name(kind, id) + " is gone; entry " + known.entry()
                        + " of the audit chain tells that it is there");
            }
        });
    }

    private static void document(StoredDocument stored, @Nullable Known known) {
        if (known == null || known.digest() == null) {
            throw new CorruptException(
                    name(stored.kind(), stored.id()) + " is there, but no entry of the audit chain tells of it");
        }
        if (!known.digest().equals(stored.body().digest())) {
            throw new CorruptException(name(stored.kind(), stored.id()) + " is not what entry " + known.entry()
                    + " of the audit chain tells: it was altered past the audit log");
        }
    }

    private static String name(String kind, String id) {
        return kind + " document '" + id + "'";
    }

    private static CorruptException broken(long sequence, String how) {
        return new CorruptException("audit entry " + sequence + " " + how);
    }

    /** What the chain tells of a document so far: by which entry, and which digest it has since. */
    private record Known(long entry, @Nullable Digest digest) {}
}
