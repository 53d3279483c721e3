// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;

/** A small model that tests register before they start an application, as a training job would. */
public final class FraudModel {

    private FraudModel() {}

    /** Registers a version in a directory and makes it the champion. */
    public static void register(Path directory) {
        try (Mlops mlops = Mlops.open(directory)) {
            mlops.snapshots().save("payments", payments(), "made up");
            mlops.registry().alias("fraud", "champion").moveTo(register(mlops), "first model");
        }
    }

    /** {@return what it was trained on, so to say} */
    public static Table payments() {
        return Table.of(
                Schema.of(Field.of("amount", DataType.FLOAT64), Field.of("hour", DataType.INT64)),
                List.of(DoubleColumn.of(12.5, 420, 99, 3), LongColumn.of(9, 3, 14, 22)));
    }

    /** {@return the next version} */
    public static ModelVersion register(Mlops mlops) {
        Signature signature = new Signature(
                Schema.of(Field.of("amount", DataType.FLOAT64), Field.of("hour", DataType.INT64)),
                Schema.of(Field.of("fraud", DataType.FLOAT64)));
        byte[] model = "{\"intercept\": -4, \"coefficients\": [0.01, 0.05], \"link\": \"logit\"}"
                .getBytes(StandardCharsets.UTF_8);
        return mlops.registry()
                .register(
                        "fraud",
                        ModelPackage.of("linear").withFile("model", model).signature(signature));
    }
}
