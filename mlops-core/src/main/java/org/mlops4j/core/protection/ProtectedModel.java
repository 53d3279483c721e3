// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.protection;

import java.time.Duration;
import java.util.List;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Batching;
import org.mlops4j.serving.InputRule;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Predictor;
import org.mlops4j.serving.Protection;
import org.mlops4j.spi.Telemetry.ProtectionMeter;

/** Puts a protection around a model. A model that needs none stays as it is, and as fast. */
public final class ProtectedModel {

    private ProtectedModel() {}

    /**
     * {@return the model behind its protection; closing it closes the model}
     *
     * @param meter takes what the cache and the batches do
     * @throws InvalidException if there is a rule of an input that the model does not have
     */
    public static LoadedModel of(LoadedModel model, Protection protection, ProtectionMeter meter) {
        requireInputs(model, protection);
        Predictor predictor = model.predictor();
        String name = model.version().toString();
        Batching batching = protection.batching();
        if (batching != null) {
            predictor = new BatchedPredictor(predictor, batching, meter);
        }
        Duration deadline = protection.deadline();
        if (deadline != null) {
            int threads = protection.concurrency() == 0 ? Protection.THREADS : protection.concurrency();
            predictor = new TimedPredictor(name, predictor, deadline, threads);
        } else if (protection.concurrency() > 0) {
            predictor = new LimitedPredictor(name, predictor, protection.concurrency());
        }
        if (protection.cached() > 0) {
            predictor = new CachedPredictor(predictor, protection.cached(), meter);
        }
        if (!protection.inputs().isEmpty()) {
            predictor = new RuledPredictor(predictor, model.inputs(), protection.inputs());
        }
        return new LoadedModel(model.version(), inputs(model.inputs(), protection), predictor);
    }

    private static void requireInputs(LoadedModel model, Protection protection) {
        List<String> names = model.inputs().names();
        protection.inputs().keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidException("there is a rule of the input '" + name + "', which " + model.version()
                            + " does not have; it has " + String.join(", ", names));
                });
    }

    /** {@return the inputs, of which those may be missing for which something else is taken} */
    private static Schema inputs(Schema inputs, Protection protection) {
        return Schema.of(inputs.fields().stream()
                .map(field -> {
                    InputRule rule = protection.inputs().get(field.name());
                    return rule == null || rule.missing() == null ? field : Field.nullable(field.name(), field.type());
                })
                .toList());
    }
}
