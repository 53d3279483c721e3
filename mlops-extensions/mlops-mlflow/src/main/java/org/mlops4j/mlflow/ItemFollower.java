// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.MetadataReader.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries over one run, version or alias after another. What the server refuses is left out; what it fails at is set
 * aside and tried again later, so that it holds up nothing else.
 */
final class ItemFollower {

    private static final Logger LOG = LoggerFactory.getLogger(ItemFollower.class);

    private static final String RUN = "run ";
    private static final String VERSION = "version ";
    private static final String ALIAS = "alias ";

    /** How an item is called, by the kind of the document that changed; in the order in which items go over. */
    private static final List<Map.Entry<String, String>> KINDS =
            List.of(Map.entry("run", RUN), Map.entry("model-version", VERSION), Map.entry("alias", ALIAS));

    /** If the server fails at so many things one after another, it is the server. */
    private static final int FAILURES = 3;

    private final Mlops mlops;
    private final MlflowConnection server;
    private final RunFollower runs;
    private final Claims claims;
    private final Aside aside;
    private final AtomicLong refused = new AtomicLong();

    ItemFollower(Mlops mlops, MlflowConnection server, String to) {
        this.mlops = mlops;
        this.server = server;
        this.claims = new Claims(mlops, to);
        this.runs = new RunFollower(mlops, server, to, claims, this::refuse);
        this.aside = new Aside(mlops, to);
    }

    /** {@return how many things the server has refused} */
    long refused() {
        return refused.get();
    }

    /** {@return what is set aside, what is due first in front} */
    List<SetAside> aside() {
        return aside.all();
    }

    /** {@return what is to be carried over after some changes} */
    static Set<String> changed(List<Change> changes) {
        Set<String> items = new LinkedHashSet<>();
        for (Map.Entry<String, String> kind : KINDS) {
            // A version changes when its tags do, and when an alias comes to it or leaves it.
            changes.stream()
                    .filter(change -> !change.deleted() && change.kind().equals(kind.getKey()))
                    .forEach(change -> items.add(kind.getValue() + change.id()));
        }
        return items;
    }

    /**
     * Carries over some items but those that are set aside and not due.
     *
     * @throws StorageException if the server cannot be reached, or fails at one after another
     */
    void carry(Set<String> items) {
        int failuresInARow = 0;
        Instant now = mlops.clock().instant();
        for (String item : items) {
            if (aside.find(item).filter(known -> known.next().isAfter(now)).isEmpty()) {
                StorageException failure = take(item);
                failuresInARow = failure == null ? 0 : failuresInARow + 1;
                if (failure != null && failuresInARow == FAILURES) {
                    throw failure;
                }
            }
        }
    }

    /** Tries again what is due of what is set aside. */
    void retry() {
        aside.due(mlops.clock().instant()).forEach(known -> take(known.what()));
    }

    /** {@return how the server failed at an item, or {@code null} if it did not} */
    private @Nullable StorageException take(String item) {
        try {
            carry(item);
        } catch (InvalidException | NotFoundException | IncompatibleException e) {
            refused.incrementAndGet();
            LOG.warn("{} does not go over to the MLflow server {}", item, server, e);
        } catch (ConflictException other) {
            aside.put(item, String.valueOf(other.getMessage()), mlops.clock().instant());
            return null;
        } catch (StorageException e) {
            if (!(e.getCause() instanceof FailedAnswer)) {
                throw e;
            }
            SetAside later = aside.put(
                    item, String.valueOf(e.getMessage()), mlops.clock().instant());
            LOG.warn("{} is set aside until {}: the MLflow server {} failed at it", item, later.next(), server, e);
            return e;
        }
        aside.remove(item);
        return null;
    }

    private void carry(String item) {
        String id = item.substring(item.indexOf(' ') + 1);
        if (item.startsWith(RUN)) {
            mlops.tracking()
                    .find(id)
                    .filter(run ->
                            run.findOrigin().filter(RunTransfer::isOrigin).isEmpty())
                    .ifPresent(runs::carry);
        } else if (item.startsWith(VERSION)) {
            int slash = id.lastIndexOf('/');
            mlops.registry()
                    .find(id.substring(0, slash), Integer.parseInt(id.substring(slash + 1)))
                    .filter(version -> !ModelTransfer.isImported(version))
                    .ifPresent(version -> claims.during(
                            item, () -> MlflowExport.of(mlops, server).version(version)));
        } else {
            int at = id.lastIndexOf('@');
            String model = id.substring(0, at);
            String alias = id.substring(at + 1);
            if (mlops.registry().alias(model, alias).find().isEmpty()) {
                MlflowExport.of(mlops, server).removeAlias(model, alias);
            }
        }
    }

    private void refuse(InvalidException e) {
        refused.incrementAndGet();
        LOG.warn("something of a run does not go over to the MLflow server {}", server, e);
    }
}
