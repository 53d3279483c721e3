// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * The way of a version into service, and what it is judged by: data, stored with the rollout. Immutable; each method
 * gives a changed copy.
 *
 * <pre>{@code
 * RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.02)
 *         .shadow(Duration.ofHours(6))
 *         .canary(0.05, Duration.ofHours(1))
 *         .canary(0.25, Duration.ofHours(1))
 *         .watch(Duration.ofDays(2))
 * }</pre>
 *
 * <p>A stage ends well when the lower end of the confidence sequence of the gain clears minus the margin, that of each
 * guardrail its own, and the rollout goes back when an upper end is under it, or when errors or slow answers show harm.
 * All these tests may be looked at after every request; {@link #alpha} is split over all of them, so that a version
 * that is no worse is rolled back with that chance at most.
 *
 * @param measure of one prediction with its label
 * @param margin how much of it may be lost, in its unit, from 0; with 0 the candidate has to be better
 * @param stages in order, the watch last
 * @param alpha the chance of a wrong way back, in (0, 1), over all stages and guardrails
 * @param slow answers that take longer count as slow, and the candidate must not be slow more often than the champion;
 *     or {@code null}
 * @param mostErrors the share of requests that may fail while the candidate is champion, in (0, 1)
 * @param patience how long a stage may take before a person is asked
 * @param guardrails further measures of which no more than a margin may be lost either
 */
public record RolloutPlan(
        RolloutMeasure measure,
        double margin,
        List<RolloutStage> stages,
        double alpha,
        @Nullable Duration slow,
        double mostErrors,
        Duration patience,
        List<RolloutCriterion> guardrails) {

    /** The chance of a wrong way back unless stated. */
    public static final double DEFAULT_ALPHA = 0.05;

    /** The share of requests that may fail while the candidate is champion unless stated. */
    public static final double DEFAULT_MOST_ERRORS = 0.01;

    /** How long a stage may take unless stated. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofDays(14);

    /** Checks that the numbers are possible and that stages are in order. */
    public RolloutPlan {
        requireNonNull(measure, "measure");
        stages = List.copyOf(stages);
        requireNonNull(patience, "patience");
        guardrails = List.copyOf(guardrails);
        RolloutCriterion.requireMargin(margin);
        if (!(alpha > 0 && alpha < 1 && mostErrors > 0 && mostErrors < 1)) {
            throw new InvalidException(
                    "alpha and the share of errors are in (0, 1), were " + alpha + " and " + mostErrors);
        }
        requireOrder(stages);
    }

    private static void requireOrder(List<RolloutStage> stages) {
        double share = 0;
        for (int i = 0; i < stages.size(); i++) {
            RolloutStage stage = stages.get(i);
            boolean last = i == stages.size() - 1;
            if ((stage instanceof RolloutStage.Shadow && i > 0) || (stage instanceof RolloutStage.Watch && !last)) {
                throw new InvalidException("a rollout has its shadow first and its watch last, got " + stages);
            }
            if (stage instanceof RolloutStage.Canary canary) {
                if (canary.share() <= share) {
                    throw new InvalidException("the shares of canaries grow, got " + stages);
                }
                share = canary.share();
            }
        }
    }

    /** {@return a plan without stages yet} */
    public static RolloutPlan judgedBy(RolloutMeasure measure, double margin) {
        return new RolloutPlan(
                measure, margin, List.of(), DEFAULT_ALPHA, null, DEFAULT_MOST_ERRORS, DEFAULT_PATIENCE, List.of());
    }

    /** {@return this with a stage in the shadow} */
    public RolloutPlan shadow(Duration least) {
        return with(new RolloutStage.Shadow(least));
    }

    /** {@return this with a stage in which the candidate answers a share of the requests} */
    public RolloutPlan canary(double share, Duration least) {
        return with(new RolloutStage.Canary(share, least));
    }

    /** {@return this with the last stage: the candidate is champion, the former one stays warm} */
    public RolloutPlan watch(Duration least) {
        return with(new RolloutStage.Watch(least));
    }

    private RolloutPlan with(RolloutStage stage) {
        List<RolloutStage> more = new ArrayList<>(stages);
        more.add(stage);
        return new RolloutPlan(measure, margin, more, alpha, slow, mostErrors, patience, guardrails);
    }

    /** {@return this with another chance of a wrong way back} */
    public RolloutPlan alpha(double chance) {
        return new RolloutPlan(measure, margin, stages, chance, slow, mostErrors, patience, guardrails);
    }

    /** {@return this with a guardrail: the candidate is not slow more often than the champion of the same time} */
    public RolloutPlan slowAfter(Duration limit) {
        return new RolloutPlan(
                measure, margin, stages, alpha, requireNonNull(limit, "limit"), mostErrors, patience, guardrails);
    }

    /**
     * {@return this with one more guardrail: a measure that has a veto} No stage ends well before it is shown that no
     * more than the margin is lost, and the rollout goes back once it is shown that more is. Each takes its share of
     * {@link #alpha}, so that more of them need more data.
     *
     * @param most how much may be lost, in the unit of the measure, from 0
     */
    public RolloutPlan guardedBy(RolloutMeasure another, double most) {
        List<RolloutCriterion> more = new ArrayList<>(guardrails);
        more.add(new RolloutCriterion(another, most));
        return new RolloutPlan(measure, margin, stages, alpha, slow, mostErrors, patience, more);
    }

    /** {@return what the rollout is judged by, as the first of its criteria} */
    RolloutCriterion criterion() {
        return new RolloutCriterion(measure, margin);
    }

    /** {@return this with another share of requests that may fail while the candidate is champion} */
    public RolloutPlan mostErrors(double share) {
        return new RolloutPlan(measure, margin, stages, alpha, slow, share, patience, guardrails);
    }

    /** {@return this with another time after which a person is asked} */
    public RolloutPlan patience(Duration most) {
        return new RolloutPlan(measure, margin, stages, alpha, slow, mostErrors, most, guardrails);
    }

    /**
     * {@return the level of one test: alpha split evenly over the stages, and in each over gain, errors, slowness and
     * guardrails}
     */
    double level() {
        return alpha / (stages.size() * ((slow == null ? 2 : 3) + guardrails.size()));
    }

    /** {@return the plan whose {@link #toDocument()} this is} */
    public static RolloutPlan from(Document document) {
        return new RolloutPlan(
                RolloutMeasure.from(document.get("measure")),
                document.get("margin").number(),
                document.get("stages").list().stream().map(RolloutStage::from).toList(),
                document.get("alpha").number(),
                document.find("slow").map(slow -> Duration.parse(slow.text())).orElse(null),
                document.get("mostErrors").number(),
                Duration.parse(document.get("patience").text()),
                document.get("guardrails").list().stream()
                        .map(RolloutCriterion::from)
                        .toList());
    }

    /** {@return the form in which plans are stored} */
    public Document toDocument() {
        return Document.object()
                .with("measure", measure.toDocument())
                .with("margin", margin)
                .with(
                        "stages",
                        Document.list(
                                stages.stream().map(RolloutStage::toDocument).toList()))
                .with("alpha", alpha)
                .withOptional("slow", slow == null ? null : slow.toString())
                .with("mostErrors", mostErrors)
                .with("patience", patience.toString())
                .with(
                        "guardrails",
                        Document.list(guardrails.stream()
                                .map(RolloutCriterion::toDocument)
                                .toList()));
    }
}
