// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.bundle;

import java.util.List;
import org.mlops4j.registry.ModelVersion;

/**
 * What a store has of a bundle.
 *
 * @param runs the ids of its runs here, a run after the one that it is a part of
 * @param versions its versions here
 * @param stored how many runs and versions were stored now; the others were there
 */
public record ImportedBundle(List<String> runs, List<ModelVersion> versions, int stored) {

    /** Copies the lists. */
    public ImportedBundle {
        runs = List.copyOf(runs);
        versions = List.copyOf(versions);
    }
}
