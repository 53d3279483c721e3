// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.segment;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftVerdict;

/**
 * The drift of a table segment by segment, most important first: segments with drift, then by impact and name.
 *
 * @param column the column whose values are the segments
 * @param mix whether segments have grown or shrunk: the drift of that column itself
 * @param segments most important first
 * @param leftOut how many segments there are besides, the smallest ones
 */
public record SegmentReport(String column, DriftReport mix, List<SegmentDrift> segments, int leftOut) {

    private static final Comparator<SegmentDrift> IMPORTANCE = Comparator.comparing(
                    (SegmentDrift segment) -> segment.verdict() != DriftVerdict.DRIFT)
            .thenComparing(Comparator.comparingDouble(SegmentDrift::impact).reversed())
            .thenComparing(SegmentDrift::segment);

    /** Sorts the segments. */
    public SegmentReport {
        requireNonNull(column, "column");
        requireNonNull(mix, "mix");
        segments = segments.stream().sorted(IMPORTANCE).toList();
    }

    /** {@return DRIFT if the mix or any segment drifted, OK if all of them are, else INSUFFICIENT_DATA} */
    public DriftVerdict verdict() {
        if (mix.verdict() == DriftVerdict.DRIFT || !drifted().isEmpty()) {
            return DriftVerdict.DRIFT;
        }
        boolean ok = mix.verdict() == DriftVerdict.OK
                && leftOut == 0
                && segments.stream().allMatch(segment -> segment.verdict() == DriftVerdict.OK);
        return ok ? DriftVerdict.OK : DriftVerdict.INSUFFICIENT_DATA;
    }

    /** {@return the segments that drifted, most important first} */
    public List<SegmentDrift> drifted() {
        return segments.stream()
                .filter(segment -> segment.verdict() == DriftVerdict.DRIFT)
                .toList();
    }

    /** {@return what the report says about a segment, if it has it} */
    public Optional<SegmentDrift> find(String segment) {
        return segments.stream().filter(s -> s.segment().equals(segment)).findFirst();
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("version", 1)
                .with("column", column)
                .with("verdict", verdict().name())
                .with("mix", mix.toDocument())
                .with(
                        "segments",
                        Document.list(
                                segments.stream().map(SegmentDrift::toDocument).toList()))
                .with("leftOut", leftOut);
    }
}
