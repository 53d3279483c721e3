// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.batch.BatchReport;
import org.mlops4j.features.batch.BatchScorer;
import org.mlops4j.features.batch.ScoreSink;
import org.mlops4j.features.source.Source;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.LoadedModel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Rows a second of a batch from a table to a table, beside the engine alone in one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class BatchScorerBenchmark {

    private static final int ROWS = 2 * Source.PAGE_ROWS;
    private static final int CHUNK = 1_024;

    /** The model. */
    @Param({"100x6", "500x8"})
    private String model = "";

    private Path directory;
    private Mlops mlops;
    private LoadedModel loaded;
    private Table table;
    private double[] rows;
    private ForkJoinPool one;
    private ForkJoinPool two;

    /** Registers the model and makes the rows. */
    @Setup
    public void register() throws IOException, XGBoostError {
        directory = Files.createTempDirectory("batch-scorer");
        mlops = Mlops.builder().directory(directory).progress(Progress.silent()).open();
        List<Field> inputs = IntStream.range(0, BoostedModel.FEATURES)
                .mapToObj(i -> Field.nullable("f" + i, DataType.FLOAT64))
                .toList();
        Signature signature = new Signature(Schema.of(inputs), Schema.of(Field.of("y", DataType.FLOAT64)));
        ModelPackage contents = ModelPackage.xgboost(BoostedModel.train(model).toByteArray("ubj"))
                .signature(signature);
        mlops.registry().alias("m", "champion").moveTo(mlops.registry().register("m", contents), "measure");
        loaded = mlops.serving().load("m@champion", "m");
        rows = BoostedModel.doubles(BoostedModel.rows(ROWS, 5));
        List<DoubleColumn> columns = new ArrayList<>();
        for (int feature = 0; feature < BoostedModel.FEATURES; feature++) {
            double[] column = new double[ROWS];
            for (int row = 0; row < ROWS; row++) {
                column[row] = rows[row * BoostedModel.FEATURES + feature];
            }
            columns.add(DoubleColumn.of(column));
        }
        table = Table.of(signature.inputs(), columns);
        one = new ForkJoinPool(1);
        two = new ForkJoinPool(2);
    }

    /** Closes all, and deletes the directory. */
    @TearDown
    public void close() throws IOException {
        one.shutdown();
        two.shutdown();
        loaded.close();
        mlops.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The engine, chunk by chunk in one thread. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double engine() {
        double[] chunk = new double[CHUNK * BoostedModel.FEATURES];
        double[] out = new double[CHUNK];
        double sum = 0;
        for (int row = 0; row < ROWS; row += CHUNK) {
            System.arraycopy(rows, row * BoostedModel.FEATURES, chunk, 0, chunk.length);
            loaded.predictor().predictAll(chunk, CHUNK, out);
            sum += out[0];
        }
        return sum;
    }

    /** A batch on one thread. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public BatchReport batchOnOneThread() throws ExecutionException, InterruptedException {
        return one.submit(this::score).get();
    }

    /** A batch on two threads. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public BatchReport batchOnTwoThreads() throws ExecutionException, InterruptedException {
        return two.submit(this::score).get();
    }

    private BatchReport score() {
        return BatchScorer.named("m", mlops).score(Source.of(table), ScoreSink.table());
    }
}
