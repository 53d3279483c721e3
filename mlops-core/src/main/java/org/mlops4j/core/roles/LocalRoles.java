// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.roles;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.governance.Roles;
import org.mlops4j.identity.Actor;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** Grants and delegations as documents. Keeps no state of its own. */
public final class LocalRoles implements Roles {

    /** Under {@code role/actor}: a role has no slash in its name. */
    private static final String GRANT = "role-grant";

    /** Under {@code role/from|to}: an actor has no bar in its name. */
    private static final String DELEGATION = "role-delegation";

    private final MetadataStore metadata;
    private final HashChain chain;
    private final InstantSource clock;

    /** Roles that are granted in the name of the chain's actor. */
    public LocalRoles(MetadataStore metadata, HashChain chain, InstantSource clock) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.chain = requireNonNull(chain, "chain");
        this.clock = requireNonNull(clock, "clock");
    }

    /** {@return the roles of an actor at an instant, each with the one whose it is} */
    public static SortedMap<String, Actor> held(MetadataReader reader, Actor actor, Instant now) {
        SortedMap<String, Actor> held = new TreeMap<>();
        Pages.forEach(
                reader,
                MetadataQuery.of(GRANT).whereEqual("actor", actor.name()),
                grant -> held.put(grant.body().get("role").text(), actor));
        Pages.forEach(reader, MetadataQuery.of(DELEGATION).whereEqual("to", actor.name()), stored -> {
            Document delegation = stored.body();
            if (now.isBefore(delegation.get("until").instant())) {
                held.putIfAbsent(
                        delegation.get("role").text(),
                        Actor.of(delegation.get("from").text()));
            }
        });
        return held;
    }

    @Override
    public void grant(String role, Actor to, String reason) {
        String target = target(role, to);
        Document body = Document.object().with("role", role).with("actor", to.name());
        chain.transact("role.grant", target, reason, writer -> {
            if (writer.find(GRANT, target).isEmpty()) {
                writer.put(GRANT, target, body, Map.of("actor", Document.of(to.name())));
            }
            return target;
        });
    }

    @Override
    public void revoke(String role, Actor from, String reason) {
        String target = target(role, from);
        chain.transact("role.revoke", target, reason, writer -> {
            if (!writer.delete(GRANT, target)) {
                throw new NotFoundException("'" + from + "' has not been granted the role '" + role + "'");
            }
            delegations(writer, target).forEach(delegation -> writer.delete(DELEGATION, delegation));
            return target;
        });
    }

    @Override
    public void delegate(String role, Actor to, Instant until, String reason) {
        String target = target(role, chain.actor());
        if (!clock.instant().isBefore(until)) {
            throw new InvalidException("role '" + role + "' cannot be delegated until " + until + ": that is over");
        }
        Document body = Document.object()
                .with("role", role)
                .with("from", chain.actor().name())
                .with("to", to.name())
                .with("until", until);
        chain.transact("role.delegate", target, reason, writer -> {
            if (writer.find(GRANT, target).isEmpty()) {
                throw new RejectedException("'" + chain.actor() + "' has not been granted the role '" + role
                        + "' and cannot delegate it; what was delegated is not delegated on");
            }
            return writer.put(
                    DELEGATION,
                    target + "|" + to.name(),
                    body,
                    Map.of("to", Document.of(to.name()), "grant", Document.of(target)));
        });
    }

    @Override
    public SortedMap<String, Actor> of(Actor actor) {
        requireNonNull(actor, "actor");
        return metadata.read(reader -> held(reader, actor, clock.instant()));
    }

    private static Iterable<String> delegations(MetadataWriter writer, String grant) {
        return Pages.all(writer, MetadataQuery.of(DELEGATION).whereEqual("grant", grant)).stream()
                .map(StoredDocument::id)
                .toList();
    }

    private static String target(String role, Actor actor) {
        return Name.require("role", role) + "/" + requireNonNull(actor, "actor").name();
    }
}
