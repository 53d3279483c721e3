// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mlops4j.features.Expectation.between;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.Expression;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.expression.RowExpression;
import org.mlops4j.features.source.Csv;

/** All that features give people and files, as one text. */
public final class FeatureTexts {

    private static final Schema READINGS = Schema.of(
            Field.of("TITLE", DataType.STRING),
            Field.of("at", DataType.TIMESTAMP),
            Field.nullable("x", DataType.FLOAT64));

    private static final FeatureView VIEW = FeatureView.named("readings")
            .entity("title", "TITLE")
            .from(READINGS)
            .eventTime("at")
            .feature("mean_1h", mean(col("x")).over(hours(1)))
            .feature("many", count().where(Expression.parse("upper(TITLE) = 'TITLE I' or lower(TITLE) = 'title i'")))
            .expect(between("x", -1_234_567.5, 1e9).orQuarantine())
            .description("TITLE of INDIA")
            .build();

    private static final FeatureService SERVICE = FeatureService.of("readings", VIEW);

    private static final String FILE = """
            TITLE,at,x
            title i,2026-03-01 06:30,1234567.5
            TITLE I,2026-03-01 06:45,-0.001
            T\u0130TLE \u0131,2026-03-01 07:00,1e-7
            \u0627\u0633\u0645,2026-03-01 07:15,5e12
            """;

    private FeatureTexts() {}

    /** {@return the text} */
    public static String of(Path directory) throws IOException {
        List<String> texts = new ArrayList<>();
        texts.addAll(Written.expressions());
        texts.addAll(Written.definitions());
        texts.addAll(Written.states());
        for (String text : List.of("to_text(1234567.25)", "to_text(1e-7)", "lower('TITLE I')", "upper('title i')")) {
            Expression hash = Expression.parse("hash(" + text + ", 0, 1000000)");
            texts.add(text + " has the hash "
                    + RowExpression.compile(hash, Schema.of()).number(Row.of(Schema.of())));
        }
        Files.createDirectories(directory);
        Path file = Files.writeString(directory.resolve("readings.csv"), FILE, UTF_8);
        try (Mlops mlops = Mlops.builder()
                        .directory(directory.resolve("store"))
                        .clock(() -> Written.NOW)
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            texts.add(features.plan(SERVICE).toString());
            features.apply(SERVICE);
            Csv csv = Csv.of(file).times("uuuu-MM-dd HH:mm", ZoneId.of("America/Chicago"));
            texts.add(features.push("readings", csv).toString());
            texts.add(features.history("readings").digest().hex());
            texts.add(features.quarantine("readings").row(0).text("quarantine.reason"));
            Throwable wrong = catchThrowable(() -> Csv.of(file).table(READINGS));
            texts.add(wrong.getMessage().replace(file.toString(), ""));
            Table labels = Table.builder(
                            Schema.of(Field.of("TITLE", DataType.STRING), Field.of("time", DataType.TIMESTAMP)))
                    .add("title i", Written.NOW)
                    .add("T\u0130TLE \u0131", Written.NOW)
                    .build();
            TrainingSet training = features.trainingSet(SERVICE, labels, "time");
            texts.add(training.table().digest().hex());
            texts.add(training.audit().toString());
            texts.add(String.valueOf(features.catalogue().search("title india").size()));
            texts.add(features.skew(SERVICE, served()).toString());
        }
        return String.join("\n", texts);
    }

    /** Writes the text of a new store into a file. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[1]), of(Path.of(arguments[0])), UTF_8);
    }

    private static Table served() {
        Table.Builder served = Table.builder(Schema.of(
                Field.of("time", DataType.TIMESTAMP),
                Field.of("request.TITLE", DataType.STRING),
                Field.of("feature.mean_1h", DataType.FLOAT64),
                Field.of("feature.many", DataType.FLOAT64)));
        for (int i = 0; i < 1_200; i++) {
            served.add(Written.NOW, "title i", 0.5, 1.0);
        }
        return served.build();
    }
}
