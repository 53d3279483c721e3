// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;
import org.mlops4j.data.RunningMoments;

/**
 * Runs of a bell curve: the normal-inverse-gamma model in the notation of Murphy (2007), with {@code kappa} 1 and
 * {@code alpha} 1 before the first value, and mean and variance of the first values of all. The next value then has a
 * Student t distribution.
 */
final class NormalRuns implements RunModel {

    private static final int WARM_UP = 30;
    private static final double PRIOR_KAPPA = 1;
    private static final double PRIOR_ALPHA = 1;
    /** gamma(3/2) / gamma(1) */
    private static final double PRIOR_GAMMA_RATIO = Math.sqrt(Math.PI) / 2;

    private final RunningMoments prior = new RunningMoments();
    private final double[] means;
    private final double[] kappas;
    private final double[] betas;
    /** gamma(alpha + 1/2) / gamma(alpha) */
    private final double[] gammaRatios;

    NormalRuns(int most) {
        means = new double[most];
        kappas = new double[most];
        betas = new double[most];
        gammaRatios = new double[most];
    }

    @Override
    public boolean isReady(double value) {
        if (prior.count() >= WARM_UP && prior.variance() > 0) {
            return true;
        }
        prior.add(value);
        return false;
    }

    @Override
    public void begin(int run) {
        means[run] = prior.mean();
        kappas[run] = PRIOR_KAPPA;
        betas[run] = prior.variance();
        gammaRatios[run] = PRIOR_GAMMA_RATIO;
    }

    @Override
    public double predictive(int run, double value) {
        double difference = value - means[run];
        double scale = 2 * betas[run] * (kappas[run] + 1) / kappas[run];
        double power = Math.pow(1 + difference * difference / scale, -(alpha(run) + 0.5));
        return gammaRatios[run] / Math.sqrt(Math.PI * scale) * power;
    }

    @Override
    public void include(int run, double value) {
        double difference = value - means[run];
        gammaRatios[run] = alpha(run) / gammaRatios[run];
        betas[run] += kappas[run] * difference * difference / (2 * (kappas[run] + 1));
        means[run] += difference / (kappas[run] + 1);
        kappas[run]++;
    }

    private double alpha(int run) {
        return PRIOR_ALPHA + (kappas[run] - PRIOR_KAPPA) / 2;
    }

    @Override
    public void copy(int from, int to) {
        means[to] = means[from];
        kappas[to] = kappas[from];
        betas[to] = betas[from];
        gammaRatios[to] = gammaRatios[from];
    }

    @Override
    public void forget() {
        prior.clear();
    }

    @Override
    public Document save(int runs) {
        return Document.object()
                .with("prior", prior.save())
                .with("means", Saved.numbers(means, runs))
                .with("kappas", Saved.numbers(kappas, runs))
                .with("betas", Saved.numbers(betas, runs))
                .with("gammaRatios", Saved.numbers(gammaRatios, runs));
    }

    @Override
    public void load(Document saved) {
        prior.load(saved.get("prior"));
        Saved.read(saved.get("means"), means);
        Saved.read(saved.get("kappas"), kappas);
        Saved.read(saved.get("betas"), betas);
        Saved.read(saved.get("gammaRatios"), gammaRatios);
    }
}
