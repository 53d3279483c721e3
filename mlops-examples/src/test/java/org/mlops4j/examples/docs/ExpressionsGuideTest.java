// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.lit;
import static org.mlops4j.features.Features.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.features.Expression;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.RequestFeature;
import org.mlops4j.features.ScalarFunction;
import org.mlops4j.features.expression.JavaFunction;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.expression.RowExpression;
import org.mlops4j.features.store.FeatureStore;

/** The code and the catalogue of the guide to expressions. */
class ExpressionsGuideTest {

    private static final Schema FLIGHTS = Schema.of(
            Field.of("origin", DataType.STRING),
            Field.of("flight", DataType.INT64),
            Field.nullable("carrier", DataType.STRING),
            Field.of("departed", DataType.TIMESTAMP),
            Field.nullable("delay", DataType.INT64),
            Field.of("elapsed", DataType.FLOAT64));

    private static final Row ROW =
            Row.of(FLIGHTS, "ORD", 102L, "AA", Instant.parse("2001-04-01T08:00:00Z"), 30L, 120.0);

    private static double value(Expression expression) {
        return RowExpression.compile(expression, FLIGHTS).number(ROW);
    }

    @Test
    void expressionsAreWordsOrText() {
        Expression late = col("delay").gt(15).and(col("carrier").orElse("?").ne("?"));
        Expression same = Expression.parse("delay > 15 and coalesce(carrier, '?') <> '?'");

        assertThat(same).isEqualTo(late);
        assertThat(value(late)).isEqualTo(1);
    }

    @Test
    void everyFunctionCanBeCalled() {
        Expression share =
                Expression.call("safe_div", col("delay"), col("elapsed")).then("clip", lit(0), lit(1));
        Expression band =
                Expression.parse("case when delay < 0 then 'early' when delay <= 15 then 'on time' else 'late' end");
        Expression hashed = Expression.parse("hash(concat(origin, '-', to_text(flight)), 17, 1000)");
        Expression hour = Expression.parse("hour(departed, 'America/Chicago')");
        Expression alliance = col("carrier").mapped(Map.of("AA", "oneworld", "UA", "star"), "none");

        assertThat(value(share)).isEqualTo(0.25);
        assertThat(value(band.eq("late"))).isEqualTo(1);
        assertThat(value(hashed)).isBetween(0.0, 999.0);
        assertThat(value(hour)).isEqualTo(3);
        assertThat(value(alliance.eq("oneworld"))).isEqualTo(1);
    }

    @Test
    void codeCanBeCalledByNameAndVersion(@TempDir Path directory) {
        try (Mlops mlops = Mlops.open(directory)) {
            JavaFunction riskBand = JavaFunction.of(
                    "risk_band@2(number, text) -> number",
                    arguments -> risk((Double) arguments.get(0), (String) arguments.get(1)));
            FeatureStore features = FeatureStore.on(mlops, JavaFunctions.of(riskBand));
            RequestFeature risk = request("risk", riskBand.call(col("delay"), col("carrier")));

            FeatureService service = FeatureService.of("risks", risk);
            features.apply(service);
            double[] vector = new double[1];
            features.reader(service).read(Row.of(service.request(), "AA", 30.0), 0, vector);
            assertThat(vector).containsExactly(2);
            features.close();
        }
    }

    private static double risk(double delay, String carrier) {
        return Math.floor(delay / 15) + (carrier.equals("UA") ? 1 : 0);
    }

    @Test
    void theCatalogueOfTheGuideIsThatOfTheCode() throws IOException {
        String guide = Files.readString(
                Path.of("").toAbsolutePath().getParent().resolve("docs/guides/features-expressions.md"));
        String table = ScalarFunction.all().stream()
                .map(function -> "| `" + function.signature() + "` | "
                        + function.result().text() + " | "
                        + function.nulls().name().toLowerCase(Locale.ROOT) + " | " + function.summary() + " |\n")
                .collect(Collectors.joining());
        assertThat(guide).endsWith("| function | result | null | meaning |\n|---|---|---|---|\n" + table);
    }
}
