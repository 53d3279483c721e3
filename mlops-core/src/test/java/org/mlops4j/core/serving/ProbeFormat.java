// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/**
 * Models that watch how they are treated. The file holds a weight and the number of outputs; output i is the weight
 * plus i, whatever comes in. A weight of 13 is a bug in the format.
 */
final class ProbeFormat implements ModelFormat {

    final List<Probe> loaded = new CopyOnWriteArrayList<>();

    /** The texts of all files that came as far as the parser. */
    final List<String> parsed = new CopyOnWriteArrayList<>();

    final AtomicInteger usedAfterClose = new AtomicInteger();

    /** Models of the weight 14 are loaded once this is open. */
    final CountDownLatch gate = new CountDownLatch(1);

    final CountDownLatch atGate = new CountDownLatch(1);

    static ModelPackage model(double weight, int outputs) {
        return ModelPackage.of("probe").withFile("model", (weight + " " + outputs).getBytes(UTF_8));
    }

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        String text = new String(files.read("model"), UTF_8);
        parsed.add(text);
        String[] parts = text.split(" ", -1);
        double weight = Double.parseDouble(parts[0]);
        if (weight == 13) {
            throw new NullPointerException("a format with a bug");
        }
        if (weight == 14) {
            passGate();
        }
        Probe probe = new Probe(weight, Integer.parseInt(parts[1]));
        loaded.add(probe);
        return probe;
    }

    private void passGate() {
        atGate.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while loading", e);
        }
    }

    /** A predictor that counts how often it was closed, and refuses rows that begin with -1. */
    final class Probe implements Predictor {

        final AtomicInteger closes = new AtomicInteger();
        volatile boolean fails;
        private final double weight;
        private final int outputs;

        private Probe(double weight, int outputs) {
            this.weight = weight;
            this.outputs = outputs;
        }

        double weight() {
            return weight;
        }

        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public int outputs() {
            return outputs;
        }

        @Override
        public void predict(double[] row, double[] out) {
            requireOpen();
            if (fails) {
                throw new IllegalStateException("the probe was told to fail");
            }
            if (row[0] == -1) {
                throw new InvalidException("the probe refuses -1");
            }
            for (int i = 0; i < outputs; i++) {
                out[i] = weight + i;
            }
            requireOpen();
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }

        private void requireOpen() {
            if (closes.get() > 0) {
                usedAfterClose.incrementAndGet();
                throw new IllegalStateException("the probe is closed");
            }
        }
    }
}
