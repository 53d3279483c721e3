// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;

/** Collects what an import does, and tells of each item. Not thread-safe. */
final class Ledger {

    private final List<ImportReport.Item> imported = new ArrayList<>();
    private final List<ImportReport.Item> skipped = new ArrayList<>();
    private final List<ImportReport.Item> refused = new ArrayList<>();
    private final List<ImportReport.Item> notes = new ArrayList<>();
    private final Consumer<? super ImportReport.Item> progress;

    Ledger(Consumer<? super ImportReport.Item> progress) {
        this.progress = progress;
    }

    /** Imports one thing; what is wrong with it refuses it alone, a failure of a store ends the import. */
    void take(String what, Supplier<String> work) {
        try {
            add(imported, what, work.get());
        } catch (AlreadyExistsException e) {
            add(skipped, what, String.valueOf(e.getMessage()));
        } catch (InvalidException | NotFoundException | CorruptException e) {
            refuse(what, e);
        }
    }

    void skip(String what, String why) {
        add(skipped, what, why);
    }

    void refuse(String what, MlopsException why) {
        add(refused, what, String.valueOf(why.getMessage()));
    }

    void note(String what, String text) {
        notes.add(new ImportReport.Item(what, text));
    }

    ImportReport report() {
        return new ImportReport(imported, skipped, refused, notes);
    }

    private void add(List<ImportReport.Item> list, String what, String detail) {
        ImportReport.Item item = new ImportReport.Item(what, detail);
        list.add(item);
        progress.accept(item);
    }
}
