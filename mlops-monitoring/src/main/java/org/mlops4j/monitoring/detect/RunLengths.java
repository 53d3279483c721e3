// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;

/**
 * The hypotheses of {@link Bocpd} on when the latest change was: for each the length of the run since, and its weight.
 */
final class RunLengths implements ChangeTest {

    static final int MOST = 256;

    private static final double WARNING = 0.5;

    private final Bocpd definition;
    private final RunModel model;
    private final double[] weights = new double[MOST];
    private final double[] lengths = new double[MOST];
    /** Weights times the likelihood of the value that is looked at. */
    private final double[] joint = new double[MOST];

    private int runs;
    /** The length of the run that has no change in it since the start. */
    private long count;

    RunLengths(Bocpd definition) {
        this.definition = definition;
        model = switch (definition.likelihood()) {
            case BERNOULLI -> new BernoulliRuns(MOST);
            case NORMAL -> new NormalRuns(MOST);
        };
    }

    @Override
    public DetectorState next(double value) {
        if (!model.isReady(value)) {
            return DetectorState.STABLE;
        }
        if (runs == 0) {
            begin(0, 1);
        }
        if (!include(value)) {
            return DetectorState.STABLE;
        }
        begin(runs < MOST ? runs : leastLikely(), definition.hazard());
        double changed = 0;
        for (int i = 0; i < runs; i++) {
            changed += isRecentChange(i) ? weights[i] : 0;
        }
        if (changed > definition.threshold()) {
            return DetectorState.DRIFT;
        }
        return changed > WARNING ? DetectorState.WARNING : DetectorState.STABLE;
    }

    private void begin(int run, double weight) {
        weights[run] = weight;
        lengths[run] = 0;
        model.begin(run);
        runs = Math.max(runs, run + 1);
    }

    /** {@return whether the value was possible at all; if not, nothing was done} */
    private boolean include(double value) {
        double evidence = 0;
        for (int i = 0; i < runs; i++) {
            joint[i] = weights[i] * model.predictive(i, value);
            evidence += joint[i];
        }
        if (!(evidence > 0 && evidence < Double.POSITIVE_INFINITY)) {
            return false;
        }
        double unchanged = (1 - definition.hazard()) / evidence;
        for (int i = 0; i < runs; i++) {
            weights[i] = joint[i] * unchanged;
            lengths[i]++;
            model.include(i, value);
        }
        count++;
        return true;
    }

    private boolean isRecentChange(int run) {
        return lengths[run] <= definition.horizon() && lengths[run] < count;
    }

    private int leastLikely() {
        int least = 0;
        for (int i = 1; i < runs; i++) {
            least = weights[i] < weights[least] ? i : least;
        }
        return least;
    }

    @Override
    public void restart() {
        runs = 0;
        count = 0;
        model.forget();
    }

    /** Goes on with the likeliest time of the change. */
    @Override
    public void restartAfterDrift() {
        int likeliest = 0;
        double weight = 0;
        for (int i = 0; i < runs; i++) {
            if (isRecentChange(i) && weights[i] > weight) {
                likeliest = i;
                weight = weights[i];
            }
        }
        model.copy(likeliest, 0);
        lengths[0] = lengths[likeliest];
        weights[0] = 1;
        count = (long) lengths[0];
        runs = 1;
    }

    @Override
    public Document save() {
        return Document.object()
                .with("weights", Saved.numbers(weights, runs))
                .with("lengths", Saved.numbers(lengths, runs))
                .with("count", count)
                .with("model", model.save(runs));
    }

    @Override
    public void load(Document saved) {
        runs = Saved.read(saved.get("weights"), weights);
        Saved.read(saved.get("lengths"), lengths);
        count = saved.get("count").whole();
        model.load(saved.get("model"));
    }
}
