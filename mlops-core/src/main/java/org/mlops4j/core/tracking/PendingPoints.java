// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.List;
import java.util.stream.Stream;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.spi.SeriesStore.Point;

/**
 * The points of a batch in the live document of their run. They are committed there together with the rest of the batch
 * before they go to the store of series, which knows nothing of the transaction. They leave the document together with
 * the next summaries; should the process die in between, whoever finds the run lost stores them: storing a point twice
 * is storing it once.
 */
final class PendingPoints {

    private static final String PENDING = "pending";

    private PendingPoints() {}

    /** {@return a live document with points added to those that wait already, as they do after a failure} */
    static Document.Fields with(Document.Fields live, List<Point> points) {
        return live.with(
                PENDING,
                Document.list(Stream.concat(of(live).stream(), points.stream())
                        .map(PendingPoints::toDocument)
                        .toList()));
    }

    static Document.Fields without(Document.Fields live) {
        return live.without(PENDING);
    }

    static List<Point> of(Document live) {
        return live.find(PENDING).stream()
                .flatMap(pending -> pending.list().stream())
                .map(PendingPoints::from)
                .toList();
    }

    /** The value as its bits: documents know neither NaN nor -0.0. */
    private static Document toDocument(Point point) {
        return Document.object()
                .with("series", point.series())
                .with("step", point.step())
                .with("time", Times.nanos(point.time()))
                .with("bits", Double.doubleToRawLongBits(point.value()));
    }

    private static Point from(Document document) {
        return new Point(
                document.get("series").text(),
                document.get("step").whole(),
                Times.instant(document.get("time").whole()),
                Double.longBitsToDouble(document.get("bits").whole()));
    }
}
