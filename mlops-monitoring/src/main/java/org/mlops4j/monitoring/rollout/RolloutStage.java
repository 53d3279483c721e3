// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/** A stage of a rollout. It takes at least its time, and longer until the data are enough. */
public sealed interface RolloutStage {

    /** {@return how long it takes at the least} */
    Duration least();

    /** {@return the name, such as {@code canary 0.05}} */
    String name();

    /**
     * The candidate predicts beside the champion and answers nobody.
     *
     * @param least how long at the least
     */
    record Shadow(Duration least) implements RolloutStage {
        /** Checks the time. */
        public Shadow {
            requireTime(least);
        }

        @Override
        public String name() {
            return "shadow";
        }
    }

    /**
     * The candidate answers a share of the requests.
     *
     * @param share in (0, 1)
     * @param least how long at the least
     */
    record Canary(double share, Duration least) implements RolloutStage {
        /** Checks share and time. */
        public Canary {
            requireTime(least);
            if (!(share > 0 && share < 1)) {
                throw new InvalidException("the share of a canary is in (0, 1), was " + share);
            }
        }

        @Override
        public String name() {
            return "canary " + share;
        }
    }

    /**
     * The candidate is the champion. The former one predicts beside it: both are compared on the same requests, and the
     * way back is warm.
     *
     * @param least how long at the least
     */
    record Watch(Duration least) implements RolloutStage {
        /** Checks the time. */
        public Watch {
            requireTime(least);
        }

        @Override
        public String name() {
            return "watch";
        }
    }

    private static void requireTime(Duration least) {
        if (requireNonNull(least, "least").isNegative()) {
            throw new InvalidException("a stage does not take less than no time, was " + least);
        }
    }

    /** {@return the stage whose {@link #toDocument()} this is} */
    static RolloutStage from(Document document) {
        Duration least = Duration.parse(document.get("least").text());
        String stage = document.get("stage").text();
        return switch (stage) {
            case "shadow" -> new Shadow(least);
            case "canary" -> new Canary(document.get("share").number(), least);
            case "watch" -> new Watch(least);
            default -> throw new InvalidException("there is no stage '" + stage + "' of a rollout");
        };
    }

    /** {@return the form in which stages are stored} */
    default Document toDocument() {
        Document.Fields fields = Document.object().with("least", least().toString());
        if (this instanceof Canary canary) {
            return fields.with("stage", "canary").with("share", canary.share());
        }
        return fields.with("stage", name());
    }
}
