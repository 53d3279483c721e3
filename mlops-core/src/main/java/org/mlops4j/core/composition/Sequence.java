// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.composition;

import java.util.List;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.serving.Predictor;

/** Models each of which sees what the one before it gave. Allocates once a thread. Thread-safe. */
final class Sequence implements Predictor {

    private final Predictor[] members;
    private final ThreadLocal<double[][]> between;

    Sequence(List<Predictor> members) {
        this.members = members.toArray(Predictor[]::new);
        for (int i = 1; i < this.members.length; i++) {
            int given = this.members[i - 1].outputs();
            int taken = this.members[i].inputs();
            if (given != taken) {
                throw new IncompatibleException("member " + i + " of a sequence gives " + given
                        + " outputs, the next one takes " + taken + " inputs");
            }
        }
        this.between = ThreadLocal.withInitial(() -> {
            double[][] rows = new double[this.members.length - 1][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new double[this.members[i].outputs()];
            }
            return rows;
        });
    }

    @Override
    public int inputs() {
        return members[0].inputs();
    }

    @Override
    public int outputs() {
        return members[members.length - 1].outputs();
    }

    @Override
    public void predict(double[] row, double[] out) {
        double[][] rows = between.get();
        double[] in = row;
        for (int i = 0; i < rows.length; i++) {
            members[i].predict(in, rows[i]);
            in = rows[i];
        }
        members[members.length - 1].predict(in, out);
    }

    @Override
    public void close() {
        for (Predictor member : members) {
            member.close();
        }
    }
}
