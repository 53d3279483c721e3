// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Shown;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/**
 * The numbers under which MLflow's clients know our experiments: one audited document each. An experiment that was made
 * in Java gets its number when it is asked for. Thread-safe.
 */
final class Experiments {

    /** Where a client logs that names no experiment. */
    static final String DEFAULT = "Default";

    private static final String KIND = "mlflow-experiment";
    private static final String NUMBER = "number";
    private static final int PAGE = 1_000;

    private final Mlops mlops;

    Experiments(Mlops mlops) {
        this.mlops = mlops;
    }

    /** {@return a new experiment} */
    Experiment create(String name, SortedMap<String, String> tags) {
        Name.require("experiment", name);
        tags.keySet().forEach(key -> Name.requireKey("tag", key));
        if (findByName(name).isPresent()) {
            throw exists(name);
        }
        return mlops.audit().transact("mlflow.experiment.create", name, "", writer -> {
            if (writer.find(KIND, name).isPresent()) {
                throw exists(name);
            }
            return number(writer, name, tags);
        });
    }

    /** {@return the experiment of a number; 0 is the one for clients that name none} */
    Experiment load(String id) {
        return find(id).orElseThrow(
                        () -> new Refusal(Failure.notFound("there is no experiment with id '" + Shown.text(id) + "'")));
    }

    Optional<Experiment> findByName(String name) {
        Optional<Experiment> known = mlops.metadata().read(reader -> find(reader, name));
        if (known.isPresent() || !isMade(name)) {
            return known;
        }
        return Optional.of(numbered(name));
    }

    /** {@return the experiment of that name, which has a run} */
    Experiment of(String name) {
        return findByName(name).orElseGet(() -> numbered(name));
    }

    /** {@return all experiments, the least number first} */
    List<Experiment> all() {
        mlops.tracking().experiments().forEach(this::of);
        return mlops.metadata().read(reader -> {
            MetadataQuery query = MetadataQuery.of(KIND).ascending(NUMBER).limit(PAGE);
            List<Experiment> all = new ArrayList<>();
            for (var page = reader.query(query); !page.isEmpty(); ) {
                page.forEach(stored -> all.add(Experiment.from(stored.body())));
                page = page.size() < PAGE ? List.of() : reader.query(query.after(page.get(page.size() - 1)));
            }
            return all;
        });
    }

    /** Sets or replaces a tag. */
    void tag(String id, String key, String value) {
        Name.requireKey("tag", key);
        String name = load(id).name();
        mlops.audit().transact("mlflow.experiment.tag", name, "", writer -> {
            Experiment experiment = find(writer, name).orElseThrow();
            return put(writer, experiment.withTag(key, value));
        });
    }

    private Optional<Experiment> find(String id) {
        long number = number(id);
        if (number == 0) {
            return Optional.of(of(DEFAULT));
        }
        MetadataQuery query = MetadataQuery.of(KIND)
                .where(NUMBER, MetadataQuery.Comparison.EQUAL, Document.of(number))
                .limit(1);
        return mlops.metadata().read(reader -> reader.query(query)).stream()
                .findFirst()
                .map(stored -> Experiment.from(stored.body()));
    }

    private Experiment numbered(String name) {
        return mlops.audit()
                .transact(
                        "mlflow.experiment.create",
                        name,
                        "",
                        writer -> find(writer, name).orElseGet(() -> number(writer, name, new TreeMap<>())));
    }

    private Experiment number(MetadataWriter writer, String name, SortedMap<String, String> tags) {
        MetadataQuery greatest = MetadataQuery.of(KIND).descending(NUMBER).limit(1);
        long next = 1
                + writer.query(greatest).stream()
                        .mapToLong(stored -> stored.body().get(NUMBER).whole())
                        .findFirst()
                        .orElse(0);
        long number = name.equals(DEFAULT) ? 0 : next;
        return put(writer, new Experiment(number, name, mlops.clock().instant(), tags));
    }

    private boolean isMade(String name) {
        return name.equals(DEFAULT) || mlops.tracking().experiments().contains(name);
    }

    private static Optional<Experiment> find(MetadataReader reader, String name) {
        return reader.find(KIND, name).map(stored -> Experiment.from(stored.body()));
    }

    private static Experiment put(MetadataWriter writer, Experiment experiment) {
        writer.put(KIND, experiment.name(), experiment.toDocument(), Map.of(NUMBER, Document.of(experiment.number())));
        return experiment;
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new InvalidException("an experiment id is a number, was '" + Shown.text(id) + "'", e);
        }
    }

    private static AlreadyExistsException exists(String name) {
        return new AlreadyExistsException("experiment '" + name + "' exists already");
    }
}
