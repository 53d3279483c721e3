// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.tracking.RunRecord;

/** Registers models of MLflow, with what tells them from others as a property, so that none is registered twice. */
final class ModelTransfer {

    private static final String ORIGIN = "mlflow.origin";

    private final Mlops mlops;
    private final Ledger ledger;
    private final Pickles pickles;

    ModelTransfer(Mlops mlops, Ledger ledger, Pickles pickles) {
        this.mlops = mlops;
        this.ledger = ledger;
        this.pickles = pickles;
    }

    /** {@return whether a version came from MLflow} */
    static boolean isImported(ModelVersion version) {
        return version.manifest().properties().find(ORIGIN).isPresent();
    }

    /** Brings the directory of a model over. */
    void transfer(Tree directory, String model) {
        String what = "model " + directory.root();
        ledger.take(what, () -> {
            ModelDirectory contents = ModelDirectory.read(what, directory, ledger);
            requireNew(before(model, contents.id()));
            ModelPackage files = contents.contents(pickles, mlops.json()).property(ORIGIN, Document.of(contents.id()));
            return register(model, files, contents.run()).id();
        });
    }

    /** Brings all versions of registered models over, each with its aliases. */
    void transfer(Source source) {
        for (Source.Version version : source.versions(ledger)) {
            String what = "model " + version.model() + "/" + version.number();
            if (version.stage().equals("Deleted_Internal")) {
                ledger.skip(what, "deleted in MLflow");
            } else {
                ledger.take(what, () -> transfer(source, version, what));
            }
        }
    }

    private String transfer(Source source, Source.Version version, String what) {
        String model = Keys.name(version.model());
        String origin = version.model() + "/" + version.number() + "/" + version.created();
        Optional<ModelVersion> before = before(model, origin);
        ModelVersion registered = before.isPresent()
                ? before.get()
                : register(model, contents(source, version, what, origin), version.run());
        version.aliases().forEach(alias -> point(registered, alias, what));
        requireNew(before);
        return registered.id();
    }

    private ModelPackage contents(Source source, Source.Version version, String what, String origin) {
        Tree directory = source.model(version)
                .orElseThrow(() -> new NotFoundException(
                        "its files, '" + version.location() + "', are not in the directory of artifacts"));
        ModelPackage files = ModelDirectory.read(what, directory, ledger)
                .contents(pickles, mlops.json())
                .property(ORIGIN, Document.of(origin))
                .property("mlflow.model", Document.of(version.model()))
                .property("mlflow.number", Document.of(version.number()))
                .property("mlflow.stage", Document.of(version.stage()));
        String description = version.description();
        return description == null ? files : files.property("mlflow.description", Document.of(description));
    }

    private ModelVersion register(String model, ModelPackage contents, @Nullable String run) {
        if (run == null) {
            return mlops.registry().register(model, contents);
        }
        ModelPackage named = contents.property("mlflow.run_id", Document.of(run));
        Optional<RunRecord> restored = mlops.tracking().findRestored(RunTransfer.origin(run));
        return restored.isPresent()
                ? mlops.registry().register(model, named, restored.get().id())
                : mlops.registry().register(model, named);
    }

    /** An alias that points somewhere was moved here, or by an earlier import, and stays. */
    private void point(ModelVersion version, String name, String what) {
        try {
            Alias alias = mlops.registry().alias(version.model(), name);
            if (alias.find().isEmpty()) {
                alias.moveTo(version, "imported from MLflow");
            }
        } catch (InvalidException e) {
            ledger.note(what, "alias '" + name + "' is left out: " + e.getMessage());
        }
    }

    private Optional<ModelVersion> before(String model, String origin) {
        return mlops.registry().versions(model).stream()
                .filter(version -> version.manifest()
                        .properties()
                        .find(ORIGIN)
                        .filter(Document.of(origin)::equals)
                        .isPresent())
                .findFirst();
    }

    private static void requireNew(Optional<ModelVersion> before) {
        before.ifPresent(version -> {
            throw new AlreadyExistsException("imported before, as " + version);
        });
    }
}
