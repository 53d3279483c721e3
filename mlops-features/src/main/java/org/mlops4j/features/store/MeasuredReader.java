// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.List;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.features.FeatureStatus;
import org.mlops4j.features.VectorReader;
import org.mlops4j.spi.Telemetry.Outcome;
import org.mlops4j.spi.Telemetry.Timing;

/**
 * A reader that tells how long its reads take. Allocates nothing of its own.
 *
 * @param reader reads the vectors
 * @param reads takes the times
 */
record MeasuredReader(VectorReader reader, Timing reads) implements VectorReader {

    /** {@return the reader, measured unless nobody wants to know} */
    static VectorReader of(VectorReader reader, Timing reads) {
        return reads == Timing.none() ? reader : new MeasuredReader(reader, reads);
    }

    @Override
    public List<String> names() {
        return reader.names();
    }

    @Override
    public Schema request() {
        return reader.request();
    }

    @Override
    public Digest definition() {
        return reader.definition();
    }

    @Override
    public void read(Row request, long time, double[] vector) {
        long begin = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            reader.read(request, time, vector);
            outcome = Outcome.SUCCEEDED;
        } catch (RuntimeException e) {
            outcome = Outcome.of(e);
            throw e;
        } finally {
            reads.took(outcome, 1, System.nanoTime() - begin);
        }
    }

    @Override
    public void read(Row request, long time, double[] vector, FeatureStatus[] statuses) {
        long begin = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            reader.read(request, time, vector, statuses);
            outcome = Outcome.SUCCEEDED;
        } catch (RuntimeException e) {
            outcome = Outcome.of(e);
            throw e;
        } finally {
            reads.took(outcome, 1, System.nanoTime() - begin);
        }
    }
}
