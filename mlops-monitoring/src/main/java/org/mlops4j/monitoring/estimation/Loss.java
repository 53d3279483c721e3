// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

/** What the error of one prediction costs, of which the mean is estimated. */
public enum Loss {
    /** The absolute error; its mean is {@code mae}. */
    ABSOLUTE("mae"),
    /** The squared error; its mean is {@code mse}. */
    SQUARED("mse"),
    /** The squared error; the root of its mean is {@code rmse}. */
    ROOT_SQUARED("rmse"),
    /** The absolute error as a share of the truth; its mean is {@code mape}. Truths must not be 0. */
    ABSOLUTE_SHARE("mape");

    private final String metric;

    Loss(String metric) {
        this.metric = metric;
    }

    /** {@return the name of the metric} */
    public String metric() {
        return metric;
    }

    double of(double prediction, double truth) {
        double error = Math.abs(prediction - truth);
        return switch (this) {
            case ABSOLUTE -> error;
            case SQUARED, ROOT_SQUARED -> error * error;
            case ABSOLUTE_SHARE -> error / Math.abs(truth);
        };
    }

    /** The metric of a mean loss: increasing, so that it maps intervals too. */
    double metric(double meanLoss) {
        return this == ROOT_SQUARED ? Math.sqrt(Math.max(0, meanLoss)) : meanLoss;
    }
}
