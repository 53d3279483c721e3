// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.Correction;
import org.mlops4j.monitoring.performance.PairedComparison;
import org.mlops4j.pipeline.Verdict;

/**
 * Whether no slice of the rows is worse than with the champion by a margin. It fails if one is shown to be, with Holm's
 * correction over all slices; it passes if no slice even looks so. Slices that are too small are told, not judged.
 */
record SliceGate(GateMetric metric, double margin, String column, int leastRows) implements Gate {

    SliceGate {
        ChampionGate.requireMargin(margin);
        requireNonNull(column, "column");
        if (leastRows < 2) {
            throw new IllegalArgumentException("a slice has 2 rows or more to be judged, was " + leastRows);
        }
    }

    @Override
    public String name() {
        return "slices-" + metric.name() + "-" + column;
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        if (!trial.hasChampion()) {
            return Planning.noChampion();
        }
        List<String> small = new ArrayList<>();
        SortedMap<String, PairedComparison> compared = new TreeMap<>();
        slices(trial.rows()).forEach((slice, rows) -> {
            PairedComparison comparison =
                    rows.size() < leastRows ? null : metric.comparison().apply(trial.take(indexes(rows)));
            if (comparison == null || !comparison.defined()) {
                small.add(slice);
            } else {
                compared.put(slice, comparison);
            }
        });
        return judge(compared, small, alpha);
    }

    private Verdict judge(SortedMap<String, PairedComparison> compared, List<String> small, double alpha) {
        List<SliceFinding> findings = findings(compared);
        Document.Fields slices = Document.object();
        for (SliceFinding finding : findings) {
            slices = slices.with(finding.slice(), finding.toDocument());
        }
        Document.Fields evidence = Document.object()
                .with("column", column)
                .with("margin", margin)
                .with("slices", slices)
                .with("tooSmall", Document.texts(small));
        List<SliceFinding> failed =
                findings.stream().filter(finding -> finding.pValue() < alpha).toList();
        List<SliceFinding> doubtful =
                findings.stream().filter(SliceFinding::looksWorse).toList();
        if (findings.isEmpty()) {
            return Planning.inconclusive("no slice of '" + column + "' can be judged", evidence, leastRows);
        } else if (!failed.isEmpty()) {
            return Verdict.fail("worse: " + told(failed), evidence);
        } else if (!doubtful.isEmpty()) {
            double level = alpha / findings.size();
            long more = doubtful.stream()
                    .mapToLong(finding -> finding.moreRows(level))
                    .max()
                    .orElseThrow();
            return Planning.inconclusive("looks worse, which may be chance: " + told(doubtful), evidence, more);
        }
        String said = findings.size() + " slices of '" + column + "' are not worse, " + small.size() + " are too small";
        return Verdict.pass(said, evidence);
    }

    private List<SliceFinding> findings(SortedMap<String, PairedComparison> compared) {
        double[] adjusted = Correction.HOLM.adjust(compared.values().stream()
                .mapToDouble(comparison -> comparison.gainLaw().pValueAtLeast(-margin))
                .toArray());
        List<SliceFinding> findings = new ArrayList<>();
        compared.forEach((slice, comparison) ->
                findings.add(new SliceFinding(slice, comparison, margin, adjusted[findings.size()])));
        return findings;
    }

    private static String told(List<SliceFinding> findings) {
        return findings.stream().map(SliceFinding::toString).collect(Collectors.joining("; "));
    }

    private SortedMap<String, List<Integer>> slices(Table rows) {
        @Nullable String[] values = SliceColumn.texts(rows, column);
        SortedMap<String, List<Integer>> slices = new TreeMap<>();
        for (int row = 0; row < values.length; row++) {
            slices.computeIfAbsent(String.valueOf(values[row]), slice -> new ArrayList<>())
                    .add(row);
        }
        return slices;
    }

    private static int[] indexes(List<Integer> rows) {
        return IntStream.range(0, rows.size()).map(rows::get).toArray();
    }
}
