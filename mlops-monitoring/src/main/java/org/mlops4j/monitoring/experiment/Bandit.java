// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Routing;

/**
 * How the shares of a routing follow rewards: routes that earn more get more requests, and none is given up for good.
 * Immutable.
 *
 * <p>Shares change from time to time, by {@link org.mlops4j.serving.Deployment#change}, not from request to request. So
 * rewards may come late, requests stay sticky, and every change is audited and followed by all processes.
 */
public sealed interface Bandit {

    /**
     * {@return shares that are the likelihoods of being the best} (Thompson sampling.)
     *
     * @param least what every route gets at the least, so that it is learnt about; 0 to 1 over the number of routes
     */
    static Bandit thompson(double least) {
        return new Thompson(least);
    }

    /**
     * {@return the route with the greatest mean gets all but a share, which all routes have in equal parts} (ε-greedy.)
     *
     * @param epsilon from 0 to 1
     */
    static Bandit epsilonGreedy(double epsilon) {
        return new EpsilonGreedy(epsilon);
    }

    /** {@return the share of each route, by its index; together 1} */
    double[] shares(RouteRewards rewards);

    /**
     * {@return a change that gives the champion and the arms of a routing their shares} An arm without rewards yet
     * counts as one that earned nothing and lost nothing; rewards of other routes say nothing.
     */
    default UnaryOperator<Routing> on(RouteRewards rewards) {
        return routing -> {
            List<RouteReward> known = new ArrayList<>();
            known.add(find(Routing.CHAMPION, rewards));
            routing.arms().forEach(arm -> known.add(find(arm.name(), rewards)));
            double[] shares = shares(RouteRewards.of(known));
            List<Routing.Arm> arms = new ArrayList<>();
            double left = 1;
            for (int i = 0; i < routing.arms().size(); i++) {
                Routing.Arm arm = routing.arms().get(i);
                // By rounding, shares may be a little more than 1 together.
                arms.add(new Routing.Arm(arm.name(), arm.reference(), Math.min(shares[i + 1], left)));
                left = Math.max(0, Math.nextDown(left - shares[i + 1]));
            }
            return routing.arms(arms);
        };
    }

    private static RouteReward find(String route, RouteRewards rewards) {
        return rewards.routes().stream()
                .filter(reward -> reward.route().equals(route))
                .findFirst()
                .orElse(new RouteReward(route, 0, 0));
    }

    /** See {@link #thompson}. */
    record Thompson(double least) implements Bandit {
        /** Checks the share. */
        public Thompson {
            if (!(least >= 0 && least < 1)) {
                throw new InvalidException("the least share is from 0 to less than 1, was " + least);
            }
        }

        @Override
        public double[] shares(RouteRewards rewards) {
            double[] shares = rewards.likelihoodsOfBest();
            if (least * shares.length > 1) {
                throw new InvalidException(shares.length + " routes cannot have " + least + " each");
            }
            for (int i = 0; i < shares.length; i++) {
                shares[i] = least + (1 - least * shares.length) * shares[i];
            }
            return shares;
        }
    }

    /** See {@link #epsilonGreedy}. */
    record EpsilonGreedy(double epsilon) implements Bandit {
        /** Checks the share. */
        public EpsilonGreedy {
            if (!(epsilon >= 0 && epsilon <= 1)) {
                throw new InvalidException("ε is from 0 to 1, was " + epsilon);
            }
        }

        @Override
        public double[] shares(RouteRewards rewards) {
            List<RouteReward> routes = rewards.routes();
            double[] shares = new double[routes.size()];
            int best = 0;
            for (int i = 0; i < shares.length; i++) {
                shares[i] = epsilon / shares.length;
                // One without rewards may be the best: it is tried before it is judged.
                boolean unknown = routes.get(i).count() == 0 && routes.get(best).count() > 0;
                best = unknown || routes.get(i).mean() > routes.get(best).mean() ? i : best;
            }
            shares[best] += 1 - epsilon;
            return shares;
        }
    }
}
