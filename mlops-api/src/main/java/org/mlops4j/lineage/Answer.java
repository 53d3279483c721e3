// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.lineage;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;

/**
 * What a version answered to a request, and on what, as it was logged.
 *
 * @param deployment the deployment that was asked
 * @param requestId the id of the request
 * @param time when it was asked
 * @param model the model that answered
 * @param number the number of the version that answered
 * @param route which route led to it: {@code champion}, or {@code shadow}, whose answer nobody saw
 * @param outputs what it predicted
 * @param features what the model got, by name; NaN is missing
 * @param request what the caller sent, by field; fields that held nothing are left out
 */
public record Answer(
        String deployment,
        String requestId,
        Instant time,
        String model,
        int number,
        String route,
        List<Double> outputs,
        SortedMap<String, Double> features,
        SortedMap<String, Document> request) {

    /** Copies the collections. */
    public Answer {
        outputs = List.copyOf(outputs);
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
        request = Collections.unmodifiableSortedMap(new TreeMap<>(request));
    }
}
