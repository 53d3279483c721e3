// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import org.mlops4j.data.Document;

/**
 * Where the points of a run are in the store of series: one series a metric.
 *
 * <p>The store of series knows nothing of the documents, so nothing could keep an owner that was taken for dead from
 * appending behind the seal of its run. Whoever declares a run lost therefore copies its points to series to which
 * nobody else writes; the sealed document names those.
 *
 * @param prefix what the names of the series begin with
 */
record RunSeries(String prefix) {

    private static final String SERIES = "series";

    /** {@return where a run that goes on, or was ended by its owner, has its points} */
    static RunSeries ofOwner(String run) {
        return new RunSeries("run/" + run + "/");
    }

    /** {@return where the holder of a lease keeps the points of a run that it declares lost} */
    static RunSeries ofLost(String run, String lease) {
        return new RunSeries("lost/" + run + "/" + lease + "/");
    }

    /** {@return where the run of a document has its points} */
    static RunSeries of(Document run) {
        return run.find(SERIES)
                .map(prefix -> new RunSeries(prefix.text()))
                .orElseGet(() -> ofOwner(run.get("id").text()));
    }

    /** {@return the document of a run with its points here} */
    Document.Fields in(Document run) {
        return Document.object(run.fields()).with(SERIES, prefix);
    }

    /** {@return the series of a metric} */
    String name(String metric) {
        return prefix + metric;
    }

    /** {@return the metric that a series of this run holds} */
    String metric(String series) {
        return series.substring(prefix.length());
    }
}
