// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.sequential.AlphaSplit;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.pipeline.Verdict;

/**
 * Gates that hold one level together: a candidate that is as good as the champion fails at most that often, however
 * many gates there are. The level is split evenly over the gates whose verdict depends on chance. Immutable.
 *
 * <pre>{@code
 * GateSuite suite = GateSuite.at(0.05)
 *         .with(Gates.notWorseThanChampion(GateMetric.auc(), 0.005))
 *         .with(Gates.sizeAtMost(10_000_000));
 * Pipeline.named("retrain")
 *         .step("train", this::train)
 *         .gate("gates", suite.judging(step -> trial(step.output("train"))))
 * }</pre>
 */
public final class GateSuite {

    private final double alpha;
    private final List<Gate> gates;

    private GateSuite(double alpha, List<Gate> gates) {
        this.alpha = alpha;
        this.gates = List.copyOf(gates);
    }

    /** {@return a suite without gates, of a level in (0, 1)} */
    public static GateSuite at(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), was " + alpha);
        }
        return new GateSuite(alpha, List.of());
    }

    /**
     * {@return this suite with one more gate}
     *
     * @throws InvalidException if there is a gate of that name
     */
    public GateSuite with(Gate gate) {
        Name.require("gate", gate.name());
        if (gates.stream().anyMatch(other -> other.name().equals(gate.name()))) {
            throw new InvalidException("there are two gates '" + gate.name() + "'");
        }
        List<Gate> more = new ArrayList<>(gates);
        more.add(gate);
        return new GateSuite(alpha, more);
    }

    /** {@return what each gate says, by its name: what {@link org.mlops4j.governance.Governance#validate} stores} */
    public SortedMap<String, Verdict> verdicts(Trial trial) {
        List<String> random =
                gates.stream().filter(Gate::random).map(Gate::name).toList();
        double level =
                random.isEmpty() ? alpha : AlphaSplit.evenly(alpha, random).level(random.get(0));
        SortedMap<String, Verdict> verdicts = new TreeMap<>();
        for (Gate gate : gates) {
            verdicts.put(gate.name(), gate.judge(trial, level));
        }
        return verdicts;
    }

    /**
     * {@return what all gates say together: FAIL if one fails, else INCONCLUSIVE if one is, else RUBBER_STAMPED if one
     * is, else PASS} The evidence holds every verdict; {@code moreRows} is the greatest of them.
     *
     * @throws IllegalStateException if there is no gate
     */
    public Verdict judge(Trial trial) {
        if (gates.isEmpty()) {
            throw new IllegalStateException("a suite without gates says nothing; add some by with(gate)");
        }
        SortedMap<String, Verdict> verdicts = verdicts(trial);
        Verdict.Outcome outcome = Verdict.Outcome.PASS;
        for (Verdict verdict : verdicts.values()) {
            outcome = worse(outcome, verdict.outcome());
        }
        Document.Fields each = Document.object();
        List<String> reasons = new ArrayList<>();
        long more = 0;
        for (var verdict : verdicts.entrySet()) {
            each = each.with(verdict.getKey(), verdict.getValue().toDocument());
            if (verdict.getValue().outcome() == outcome) {
                reasons.add(verdict.getKey() + ": " + verdict.getValue().reason());
            }
            more = Math.max(more, moreRows(verdict.getValue()));
        }
        Document.Fields evidence = Document.object().with("alpha", alpha).with("gates", each);
        return new Verdict(outcome, String.join("; ", reasons), more == 0 ? evidence : evidence.with("moreRows", more));
    }

    /** {@return a gate of a pipeline that judges the trial that the source makes of what the run has done so far} */
    public Stage.Judge judging(TrialSource source) {
        requireNonNull(source, "source");
        return step -> judge(source.trial(step));
    }

    private static Verdict.Outcome worse(Verdict.Outcome one, Verdict.Outcome other) {
        List<Verdict.Outcome> badness = List.of(
                Verdict.Outcome.PASS,
                Verdict.Outcome.RUBBER_STAMPED,
                Verdict.Outcome.INCONCLUSIVE,
                Verdict.Outcome.FAIL);
        return badness.indexOf(one) < badness.indexOf(other) ? other : one;
    }

    private static long moreRows(Verdict verdict) {
        return verdict.outcome() != Verdict.Outcome.INCONCLUSIVE
                ? 0
                : verdict.evidence().find("moreRows").map(Document::whole).orElse(0L);
    }

    /** Makes the trial of a run. */
    @FunctionalInterface
    public interface TrialSource {

        /** {@return the trial} An exception fails the run; it can be resumed. */
        Trial trial(StepContext step) throws Exception;
    }
}
