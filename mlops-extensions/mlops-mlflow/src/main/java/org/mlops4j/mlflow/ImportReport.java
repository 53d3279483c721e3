// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.List;

/**
 * What an import did.
 *
 * @param imported what is here now, with its id here
 * @param skipped what was left as it is: imported before, or deleted in MLflow
 * @param refused what is not here, and why
 * @param notes what is here in another form than in MLflow
 */
public record ImportReport(List<Item> imported, List<Item> skipped, List<Item> refused, List<Item> notes) {

    /** Copies the lists. */
    public ImportReport {
        imported = List.copyOf(imported);
        skipped = List.copyOf(skipped);
        refused = List.copyOf(refused);
        notes = List.copyOf(notes);
    }

    @Override
    public String toString() {
        return imported.size() + " imported, " + skipped.size() + " skipped, " + refused.size() + " refused";
    }

    /**
     * One thing of MLflow.
     *
     * @param what such as {@code run 0b2f4cdd0a2b4c8ba9a5c9a2a5d8f3c1} or {@code model churn/3}
     * @param detail the id here, or the reason
     */
    public record Item(String what, String detail) {}
}
