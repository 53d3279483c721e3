// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.mlops4j.Mlops;
import org.mlops4j.card.CardNotes;
import org.mlops4j.card.Measure;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.tracking.Run;

/** A version that a card can tell much of, and what people write about it. */
final class LateFlights {

    private LateFlights() {}

    /** {@return a version of a run with a dataset and metrics, one of which is NaN} */
    static ModelVersion registered(Mlops mlops) {
        Schema input = Schema.of(Field.nullable("distance", DataType.FLOAT64));
        Table table = Table.builder(input).add(1.5).build();
        try (Run run = mlops.tracking().start("late-flights")) {
            run.dataset("train", table, "flights of 2025");
            run.metric("auc", 0.7, 1);
            run.metric("auc", 0.74, 2);
            run.metric("nothing", Double.NaN);
            run.metric("system/cpu", 0.5);
            run.flush();
            return run.register(
                    "late-flights",
                    ModelPackage.of("linear")
                            .withFile("model", "weights".getBytes(UTF_8))
                            .signature(new Signature(input, Schema.of(Field.of("prediction", DataType.FLOAT64)))));
        }
    }

    /** {@return what people may write, something in each place} */
    static CardNotes.Builder notes() {
        return CardNotes.builder()
                .overview("Tells which flights will be late.")
                .documentation("For the desk that rebooks.\n\nNot for crews.")
                .owner("Ana", "ana@example.org")
                .license("Apache-2.0")
                .reference("https://example.org/late")
                .user("the desk")
                .useCase("rebooking")
                .limitation("no snow before 2020")
                .tradeoff("speed for depth")
                .risk("small airports are judged worse", "a threshold of their own")
                .measure(Measure.of("auc", 0.71).on("carrier AA").within(0.69, 0.73));
    }
}
