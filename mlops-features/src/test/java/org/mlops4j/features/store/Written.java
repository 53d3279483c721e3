// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.mlops4j.features.Expectation.between;
import static org.mlops4j.features.Expectation.notNull;
import static org.mlops4j.features.Expectation.nullShare;
import static org.mlops4j.features.Expectation.unique;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.correlation;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.days;
import static org.mlops4j.features.Features.hopping;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.lastEvents;
import static org.mlops4j.features.Features.lit;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.median;
import static org.mlops4j.features.Features.minutes;
import static org.mlops4j.features.Features.rate;
import static org.mlops4j.features.Features.ratio;
import static org.mlops4j.features.Features.session;
import static org.mlops4j.features.Features.sum;
import static org.mlops4j.features.Features.tumbling;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.Aggregation;
import org.mlops4j.features.Expression;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureSource;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.Function;
import org.mlops4j.features.RequestFeature;
import org.mlops4j.features.VectorReader;

/**
 * Definitions, states and vectors as a release writes them: every function of expressions and of aggregations, every
 * window. {@link #main} writes them into {@code src/test/resources/written-by/<release>}; files of a release that is
 * out are never written again.
 */
final class Written {

    static final String RELEASE = "0.1.0-preview";

    /** Each gives a number or a truth value; together they call every function of the catalogue. */
    static final List<String> EXPRESSIONS = List.of(
            "a",
            "2.5",
            "infinity",
            "true",
            "s = 'fog'",
            "abs(a)",
            "acos(b)",
            "a + b",
            "epoch(add_seconds(t, 1.5))",
            "f and a > 0",
            "asin(b)",
            "a >= b",
            "a <= b",
            "atan(a)",
            "atan2(a, b)",
            "a between 0 and 1",
            "bin(a, -1, 0, 1)",
            "case when a < 0 then 1 when a > 1 then b else 2 end",
            "cbrt(a)",
            "ceil(a)",
            "clip(a, 0, 1)",
            "coalesce(a, 0)",
            "length(concat(s, '-', s))",
            "contains(s, 'o')",
            "cos(a)",
            "cosine(v, vector(1, 2, 3))",
            "count_word(s, 'fog')",
            "cyclic_cos(a, 24)",
            "cyclic_sin(a, 24)",
            "day(t, 'America/Chicago')",
            "day_of_year(t, 'UTC')",
            "diff(timestamp('2001-01-31T00:00:00Z'), t, 'month', 'UTC')",
            "a / b",
            "dot(v, v)",
            "element(v, 2)",
            "ends_with(s, 'g')",
            "epoch(t)",
            "a = b",
            "exp(a)",
            "expm1(b)",
            "floor(a)",
            "epoch(from_epoch(a))",
            "length(geohash(a, b, 5))",
            "a > b",
            "greatest(a, b)",
            "hash(s, 17, 1000)",
            "haversine(a, b, 1, 2)",
            "hour(t, 'Asia/Kathmandu')",
            "s in ('fog', 'snow')",
            "is_nan(a)",
            "a is null",
            "is_weekend(t, 'UTC')",
            "least(a, b)",
            "length(s)",
            "s < 'g'",
            "levenshtein(s, 'frog')",
            "log(a)",
            "log10(a)",
            "log1p(b)",
            "log2(a)",
            "log_base(a, 3)",
            "logit(b)",
            "lookup(s, 'fog', 1, 'snow', 2, -1)",
            "lookup_text(s, 'fog', 'bad', 'snow', 'worse', 'fine') = 'bad'",
            "lower(s) = s",
            "minute(t, 'Asia/Kathmandu')",
            "a % 0.7",
            "month(t, 'UTC')",
            "a * b",
            "nan_to_null(a)",
            "-a",
            "ngram(s, 1, 1) = 'fog'",
            "ngram_similarity(s, 'frog', 2)",
            "norm(v)",
            "not f",
            "a <> b",
            "nullif(a, b)",
            "f or b > 0",
            "parse_number('-12.5e1')",
            "epoch(parse_time('2001-04-01T08:00:00Z'))",
            "pow(a, b)",
            "quarter(t, 'UTC')",
            "regex_extract(s, '[a-f]+') = 'f'",
            "regex_find(s, '^f.g$')",
            "replace(s, 'o', '0') = 'f0g'",
            "round(a)",
            "round(a, 'half_up')",
            "safe_div(a, b)",
            "second(t, 'UTC')",
            "seconds_between(timestamp('2001-01-31T00:00:00Z'), t)",
            "sigmoid(a)",
            "sign(a)",
            "sin(a)",
            "norm(slice(v, 2, 2))",
            "split_part(s, 'o', 2) = 'g'",
            "sqrt(a)",
            "starts_with(s, 'f')",
            "substr(s, 2, 1) = 'o'",
            "a - b",
            "tan(a)",
            "to_float32(a)",
            "to_int32(a * 1e10, 'wrap')",
            "to_int64(a * 1e20, 'saturate')",
            "to_number(f)",
            "to_text(a) = '1'",
            "trim(s) = s",
            "trunc(a)",
            "epoch(truncate(t, 'week', 'America/Chicago'))",
            "upper(s) = 'FOG'",
            "week(t, 'UTC')",
            "weekday(t, 'UTC')",
            "word_count(s)",
            "year(t, 'UTC')");

    /** A call of Java, which only has a form here. */
    static final String JAVA = "java('band@2(number, text) -> number', a, s)";

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant NOW = NOON.plus(hours(5));

    private static final Schema EVENTS = Schema.of(
            Field.of("who", DataType.INT64),
            Field.of("place", DataType.STRING),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("known", DataType.TIMESTAMP),
            Field.nullable("value", DataType.FLOAT64),
            Field.nullable("second", DataType.FLOAT32),
            Field.nullable("flag", DataType.BOOLEAN));

    private static final Schema INPUTS = Schema.of(
            Field.nullable("a", DataType.FLOAT64),
            Field.nullable("b", DataType.FLOAT64),
            Field.nullable("f", DataType.BOOLEAN),
            Field.nullable("s", DataType.STRING),
            Field.nullable("t", DataType.TIMESTAMP),
            Field.nullable("v", new DataType.Vector(3)));

    /** Every function over all events, of which only these keep more than the events themselves. */
    static final FeatureView LIFETIMES = lifetimes();

    /** Every window, with all that a view can say beside. */
    static final FeatureView WINDOWS = FeatureView.named("windows")
            .entity("pair", "who", "place")
            .from(EVENTS)
            .eventTime("at")
            .availableAfter(minutes(2))
            .ttl(days(2))
            .includeNow()
            .feature("sliding", mean(col("value")).over(hours(3)))
            .feature("tumbling", sum(col("value")).over(tumbling(hours(1))))
            .feature("hopping", count().over(hopping(hours(3), minutes(30))))
            .feature("newest", mean(col("value")).over(lastEvents(3)), -1)
            .feature("session", count().over(session(minutes(20), hours(24))))
            .feature("rate", rate().over(hours(2)))
            .feature("lives", last(col("value")))
            .feature(
                    "filtered",
                    median(col("value"))
                            .where(col("flag").and(col("second").gt(lit(-0.5))))
                            .over(days(1)))
            .featureBy("by", "place", List.of("here", "there"), count().over(hours(3)))
            .identifiedBy("who", "at")
            .expect(notNull("value").orWarn())
            .expect(between("value", -1e9, 1e9).orQuarantine())
            .expect(unique("who", "place", "at").orWarn())
            .expect(nullShare("flag", 0.9).orWarn())
            .description("Every window")
            .owner("the team")
            .tags("a", "b")
            .build();

    static final FeatureService SERVICE = service();

    private Written() {}

    /** {@return a line for each expression: its text and the digest of its form} */
    static List<String> expressions() {
        List<String> lines = new ArrayList<>();
        for (String text : EXPRESSIONS) {
            lines.add(text + "\t" + Expression.parse(text).toDocument().digest().hex());
        }
        lines.add(JAVA + "\t" + Expression.parse(JAVA).toDocument().digest().hex());
        return lines;
    }

    /** {@return a line for each definition: its name, its digest, and that of its stored form} */
    static List<String> definitions() {
        List<String> lines = new ArrayList<>();
        for (FeatureView view : SERVICE.views()) {
            lines.add(view.name() + "\t" + view.digest().hex() + "\t"
                    + view.toDocument().digest().hex());
        }
        lines.add(SERVICE.name() + "\t" + SERVICE.digest().hex() + "\t"
                + SERVICE.toDocument().digest().hex());
        return lines;
    }

    /** {@return a line for each entity of each view: the view, the key, and the state} */
    static List<String> states() {
        List<String> lines = new ArrayList<>();
        for (FeatureView view : SERVICE.views()) {
            StreamedView streamed = StreamedView.of(view);
            streamed.byEntity(events())
                    .forEach((key, rows) -> lines.add(view.name() + "\t" + key + "\t"
                            + Base64.getEncoder().encodeToString(streamed.push(null, rows, 7, Times.nanos(NOON)))));
        }
        return lines;
    }

    /** {@return a line for each request: the bits of its vector} */
    static List<String> vectors(VectorReader reader) {
        List<String> lines = new ArrayList<>();
        double[] vector = new double[reader.names().size()];
        for (Row request : requests(reader.request())) {
            reader.read(request, Times.nanos(NOW), vector);
            lines.add(Arrays.stream(vector)
                    .mapToObj(number -> Long.toHexString(Double.doubleToLongBits(number)))
                    .collect(Collectors.joining(" ")));
        }
        return lines;
    }

    /** Applies and pushes all, and stores the states. */
    static void fill(Path directory) {
        try (Mlops mlops = Mlops.builder().directory(directory).clock(() -> NOW).open();
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            for (FeatureView view : SERVICE.views()) {
                features.push(view.name(), events());
            }
            features.materialize(SERVICE);
        }
    }

    /** {@return the lines of a file of the release} */
    static List<String> lines(String file) {
        try (InputStream in = Written.class.getResourceAsStream("/written-by/" + RELEASE + "/" + file)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Writes all files into a directory, which should be empty. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Path store = directory.resolve("features");
        fill(store);
        Files.writeString(directory.resolve("expressions.tsv"), text(expressions()), UTF_8);
        Files.writeString(directory.resolve("definitions.tsv"), text(definitions()), UTF_8);
        Files.writeString(directory.resolve("states.tsv"), text(states()), UTF_8);
        try (Mlops mlops = Mlops.open(store);
                FeatureStore features = FeatureStore.on(mlops)) {
            Files.writeString(directory.resolve("vectors.txt"), text(vectors(features.reader(SERVICE))), UTF_8);
        }
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static FeatureView lifetimes() {
        List<Function> functions = new ArrayList<>(List.of(Function.Statistic.values()));
        functions.remove(Function.Statistic.RATE);
        functions.add(new Function.Quantile(0.9, 0.01));
        functions.add(new Function.Histogram(List.of(-1.0, 0.0, 0.5)));
        for (Function.Selection.Order order : Function.Selection.Order.values()) {
            functions.add(new Function.Selection(order, 3));
        }
        for (Function.Decayed.Of of : Function.Decayed.Of.values()) {
            functions.add(new Function.Decayed(of, hours(1)));
        }
        FeatureView.Builder view = FeatureView.named("lifetimes")
                .entity("person", "who")
                .from(EVENTS)
                .eventTime("at")
                .availableAt("known");
        for (int i = 0; i < functions.size(); i++) {
            view.feature("f" + i, Aggregation.of(functions.get(i), col("value")));
        }
        return view.feature("of_two_0", ratio(col("value"), col("second")))
                .feature("of_two_1", correlation(col("value"), col("second")))
                .feature("newest_of_all", sum(col("value")).over(lastEvents(3)))
                .build();
    }

    private static FeatureService service() {
        List<FeatureSource> sources = new ArrayList<>(List.of(LIFETIMES, WINDOWS));
        for (int i = 0; i < EXPRESSIONS.size(); i++) {
            sources.add(new RequestFeature("x" + i, Expression.parse(EXPRESSIONS.get(i)), INPUTS));
        }
        return FeatureService.of("everything", sources);
    }

    private static Table events() {
        Random random = new Random(2026);
        Table.Builder events = Table.builder(EVENTS);
        for (int i = 0; i < 90; i++) {
            Instant at = NOON.plusSeconds(random.nextInt(14_400));
            events.add(
                    (long) random.nextInt(3),
                    random.nextBoolean() ? "here" : "there",
                    at,
                    at.plusSeconds(random.nextInt(600) - 100),
                    random.nextInt(8) == 0 ? null : (Double) (random.nextInt(5) == 0 ? 1 : random.nextGaussian()),
                    random.nextInt(8) == 0 ? null : (Float) random.nextFloat(),
                    random.nextInt(8) == 0 ? null : (Boolean) random.nextBoolean());
        }
        return events.build();
    }

    private static List<Row> requests(Schema schema) {
        List<Row> requests = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (long who = 0; who < 4; who++) {
            values.put("who", who);
            values.put("place", who % 2 == 0 ? "here" : "there");
            values.put("a", who == 0 ? 1.0 : who - 1.7);
            values.put("b", 0.3 * who);
            values.put("f", who % 2 == 0);
            values.put("s", List.of("fog", "Fog", "snow flakes", "").get((int) who));
            values.put("t", NOON.plus(days(who)));
            values.put("v", new double[] {0.1, who, -2});
            requests.add(Row.of(schema, values));
        }
        requests.add(Row.of(schema, Map.of("who", 0L, "place", "here")));
        return requests;
    }
}
