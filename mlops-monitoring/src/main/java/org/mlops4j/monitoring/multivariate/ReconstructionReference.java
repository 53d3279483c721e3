// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.statistics.distribution.TDistribution;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.EffectUnit;
import org.mlops4j.monitoring.drift.Measurement;

/**
 * What a {@link ReconstructionTest} keeps of a reference: principal components and the errors of its chunks. Immutable,
 * safe to share between threads. Its size grows with the square of the columns, not with the rows.
 */
public final class ReconstructionReference {

    /** With fewer chunks, bounds by Student's t are too wide to be of use. */
    public static final int LEAST_CHUNKS = 5;

    /** With fewer rows, the mean error of a chunk is not near enough to normal. */
    public static final int LEAST_ROWS = 30;

    private static final int PAGE = 4_096;
    private static final double ROUNDING = 1e-9;
    private static final String NAME = "pca-reconstruction";
    private static final double Z_POWER = 0.8416212335729143;

    private final Criterion criterion;
    private final Encoding encoding;
    private final PrincipalComponents components;
    private final List<Double> chunkErrors;
    private final ResidualSums errors;
    private final long rows;

    private ReconstructionReference(
            Criterion criterion,
            Encoding encoding,
            PrincipalComponents components,
            List<ResidualSums> chunks,
            long rows) {
        this.criterion = criterion;
        this.encoding = encoding;
        this.components = components;
        this.chunkErrors = chunks.stream().map(ResidualSums::mean).toList();
        this.errors = new ResidualSums(encoding.size());
        this.rows = rows;
        chunks.forEach(errors::add);
    }

    static ReconstructionReference of(Table reference, Criterion criterion, double variance, int chunks) {
        Encoding encoding = Encoding.of(reference);
        int fitting = Math.min(chunks, reference.rowCount() / LEAST_ROWS);
        int count = fitting < LEAST_CHUNKS ? 0 : fitting;
        List<CrossProducts> products = new ArrayList<>();
        CrossProducts all = new CrossProducts(encoding.size());
        for (int i = 0; i < count; i++) {
            CrossProducts part = new CrossProducts(encoding.size());
            forEachPoint(encoding, chunk(reference, i, count), part::add);
            products.add(part);
            all.add(part, 1);
        }
        List<ResidualSums> residuals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(products.get(i), -1);
            residuals.add(residuals(encoding, PrincipalComponents.of(all, variance), chunk(reference, i, count)));
            all.add(products.get(i), 1);
        }
        return new ReconstructionReference(
                criterion, encoding, PrincipalComponents.of(all, variance), residuals, reference.rowCount());
    }

    /**
     * {@return the verdict on one chunk; INSUFFICIENT_DATA with a reason if it has less than {@value #LEAST_ROWS} rows,
     * or the reference has less than that in each of {@value #LEAST_CHUNKS} chunks}
     *
     * @param current a column that it lacks, or that holds another kind of values, is missing in every row
     */
    public ReconstructionDrift compare(Table current) {
        String reason = chunkErrors.size() < LEAST_CHUNKS
                ? "the reference needs " + LEAST_CHUNKS * LEAST_ROWS + " rows"
                : current.rowCount() < LEAST_ROWS
                        ? "needs " + LEAST_ROWS + " rows"
                        : encoding.size() == 0 ? "there are no columns to compare" : "";
        if (!reason.isEmpty()) {
            Measurement none =
                    Measurement.impossible(NAME, EffectUnit.STANDARD_DEVIATIONS, rows, current.rowCount(), reason);
            double nan = Double.NaN;
            return new ReconstructionDrift(
                    criterion.judge(none, false, LEAST_CHUNKS * LEAST_ROWS), nan, nan, nan, nan, 0, List.of());
        }
        return judge(residuals(encoding, components, current));
    }

    private ReconstructionDrift judge(ResidualSums current) {
        double expected =
                chunkErrors.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double spread = spread(expected, (double) current.count());
        TDistribution student = TDistribution.of(chunkErrors.size() - 1.0);
        double difference = current.mean() - expected;
        // Where all rows are the same, errors differ by rounding only.
        double change = Math.abs(difference) < ROUNDING ? 0 : difference;
        double deviation = Math.sqrt(errors.variance());
        double reach = spread * student.inverseSurvivalProbability(criterion.alpha() / 2);
        long needed = neededRows(expected, student);
        Measurement measured = new Measurement(
                NAME,
                change == 0 ? 0 : change / spread,
                change == 0 ? 1 : 2 * student.survivalProbability(Math.abs(change) / spread),
                change == 0 ? 0 : Math.abs(change) / deviation,
                EffectUnit.STANDARD_DEVIATIONS,
                rows,
                current.count(),
                "");
        return new ReconstructionDrift(
                criterion.judge(measured, current.count() >= needed && rows >= needed * chunkErrors.size(), needed),
                current.mean(),
                expected,
                expected - reach,
                expected + reach,
                components.count(),
                columns(current));
    }

    /**
     * {@return the standard deviation of the mean error of one more chunk around the mean of those of the reference}
     */
    private double spread(double expected, double count) {
        double chunkRows = (double) errors.count() / chunkErrors.size();
        // A smaller chunk varies more, by what its fewer rows add; a larger one is not trusted to vary less.
        double added = Math.max(0, errors.variance() * (1 / count - 1 / chunkRows));
        return Math.sqrt((chunkVariance(expected) + added) * (1 + 1.0 / chunkErrors.size()));
    }

    private double chunkVariance(double expected) {
        double squares = 0;
        for (double error : chunkErrors) {
            squares += (error - expected) * (error - expected);
        }
        return squares / (chunkErrors.size() - 1);
    }

    /** {@return how many rows a chunk needs to show a change of the effect four times out of five} */
    private long neededRows(double expected, TDistribution student) {
        double chunkRows = (double) errors.count() / chunkErrors.size();
        double variance = errors.variance();
        // Chunks of a reference that changes vary by more than the chance of their rows.
        double excess = variance > 0 ? Math.max(1, chunkVariance(expected) * chunkRows / variance) : 1;
        double quantiles = student.inverseSurvivalProbability(criterion.alpha() / 2) + Z_POWER;
        double size = quantiles * quantiles * excess * (1 + 1.0 / chunkErrors.size());
        return (long) Math.ceil(Math.max(LEAST_ROWS, size / (criterion.effect() * criterion.effect())));
    }

    private List<ColumnError> columns(ResidualSums current) {
        Map<String, ColumnError> sums = new LinkedHashMap<>();
        for (int i = 0; i < encoding.size(); i++) {
            String column = encoding.column(i);
            ColumnError before = sums.getOrDefault(column, new ColumnError(column, 0, 0));
            sums.put(
                    column,
                    new ColumnError(
                            column,
                            before.reference() + errors.meanSquare(i),
                            before.current() + current.meanSquare(i)));
        }
        return sums.values().stream()
                .sorted(Comparator.comparingDouble((ColumnError error) -> error.reference() - error.current()))
                .toList();
    }

    private static ResidualSums residuals(Encoding encoding, PrincipalComponents components, Table rows) {
        ResidualSums sums = new ResidualSums(encoding.size());
        forEachPoint(encoding, rows, point -> {
            components.toResidual(point);
            sums.add(point);
        });
        return sums;
    }

    private static void forEachPoint(Encoding encoding, Table rows, Consumer<double[]> action) {
        double[] point = new double[encoding.size()];
        for (int from = 0; from < rows.rowCount(); from += PAGE) {
            Points points = encoding.encode(rows.slice(from, Math.min(from + PAGE, rows.rowCount())));
            for (int row = 0; row < points.size(); row++) {
                points.copyTo(row, point);
                action.accept(point);
            }
        }
    }

    private static Table chunk(Table table, int chunk, int chunks) {
        PairBlock.Range rows = PairBlock.Range.part(table.rowCount(), chunk, chunks);
        return table.slice(rows.from(), rows.to());
    }
}
