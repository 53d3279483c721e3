// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.composition;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Predictor;

/** Models that all see the same row. Sums in their order; allocates once a thread. Thread-safe. */
final class Ensemble implements Predictor {

    private final Predictor[] members;
    private final double[] weights;
    private final Ballot ballot;
    private final int inputs;
    private final int outputs;
    private final ThreadLocal<double[]> said;

    /** An ensemble; weights are taken relative to their sum. */
    Ensemble(List<Predictor> members, double[] weights, Ballot ballot) {
        this.members = members.toArray(Predictor[]::new);
        this.inputs = members.get(0).inputs();
        this.outputs = members.get(0).outputs();
        this.ballot = ballot;
        for (Predictor member : members) {
            if (member.inputs() != inputs || member.outputs() != outputs) {
                throw new IncompatibleException("the members of an ensemble have one shape; the first takes " + inputs
                        + " inputs and gives " + outputs + " outputs, another takes " + member.inputs() + " and gives "
                        + member.outputs());
            }
        }
        double sum = DoubleStream.of(weights).sum();
        if (!DoubleStream.of(weights).allMatch(weight -> weight > 0) || Double.isInfinite(sum)) {
            throw new InvalidException(
                    "the weights of an ensemble are positive and finite, were " + Arrays.toString(weights));
        }
        this.weights = DoubleStream.of(weights).map(weight -> weight / sum).toArray();
        this.said = ThreadLocal.withInitial(() -> new double[outputs]);
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public void predict(double[] row, double[] out) {
        double[] one = said.get();
        Arrays.fill(out, 0, outputs, 0);
        for (int i = 0; i < members.length; i++) {
            members[i].predict(row, one);
            ballot.add(one, outputs, weights[i], out);
        }
    }

    @Override
    public void close() {
        for (Predictor member : members) {
            member.close();
        }
    }
}
