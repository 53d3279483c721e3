// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.minutes;
import static org.mlops4j.features.Features.sum;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.store.StreamedView;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.OnlineStore;

/** The code of the guide "Events in Kafka", in its order. */
class KafkaGuideTest {

    @TempDir
    private Path directory;

    @Test
    void predictionsAndLabelsAreTopics() {
        String servers = Broker.shared().servers();
        String prefix = Broker.prefix(directory);
        try (Mlops mlops = Mlops.builder()
                .directory(directory)
                .events(KafkaEventLog.builder(servers)
                        .prefix(prefix)
                        .replicas(1)
                        .open())
                .open()) {
            register(mlops);
            Deployment fraud = mlops.serving()
                    .deploy(DeploymentSpec.named("fraud")
                            .champion("fraud@champion")
                            .logPredictions(PredictionLogging.sample(1.0)));
            fraud.predict("payment-1", Map.of("amount", 420.0, "foreign", true));
            fraud.label("payment-1", 1);
            fraud.flush();

            EventLog events = mlops.events();
            Table labels = events.read(PredictionStreams.labels("fraud"), 0, 100);
            String predictions = PredictionStreams.predictions("fraud", fraud.features());
            Table predicted = events.scan(predictions, Instant.EPOCH, Instant.MAX);
            assertThat(labels.strings("request_id").get(0)).isEqualTo("payment-1");
            assertThat(predicted.rowCount()).isEqualTo(1);
            assertThat(events.streams()).extracting(EventLog.Stream::name).contains("labels.fraud", predictions);
        }
    }

    private static void register(Mlops mlops) {
        Signature signature = new Signature(
                Schema.of(Field.of("amount", DataType.FLOAT64), Field.of("foreign", DataType.BOOLEAN)),
                Schema.of(Field.of("fraud", DataType.FLOAT64)));
        byte[] model = "{\"intercept\": -4, \"coefficients\": [0.01, 1.5], \"link\": \"logit\"}"
                .getBytes(StandardCharsets.UTF_8);
        ModelVersion version = mlops.registry()
                .register(
                        "fraud",
                        ModelPackage.of("linear").withFile("model", model).signature(signature));
        mlops.registry().alias("fraud", "champion").moveTo(version, "first model");
    }

    @Test
    void aTopicFeedsFeatures() {
        Schema source = Schema.of(
                Field.of("card", DataType.STRING),
                Field.of("paid", DataType.TIMESTAMP),
                Field.of("amount", DataType.FLOAT64));
        FeatureView payments = FeatureView.named("payments")
                .entity("card", DataType.STRING)
                .from(source)
                .eventTime("paid")
                .feature("payments_10m", count().over(minutes(10)))
                .feature("spent_1h", sum(col("amount")).over(hours(1)))
                .build();
        FeatureService fraud = FeatureService.of("fraud", payments);
        try (Mlops mlops = Mlops.open(directory)) {
            OnlineStore online = mlops.online();
            StreamsBuilder builder = new StreamsBuilder();
            builder.stream("payments", Consumed.with(Serdes.String(), TableSerde.of(source)))
                    .process(FeatureProcessor.of(payments, online));

            Instant noon = Instant.parse("2026-03-01T12:00:00Z");
            Properties settings = new Properties();
            settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
            try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), settings, noon)) {
                TestInputTopic<String, Table> topic = driver.createInputTopic(
                        "payments",
                        new StringSerializer(),
                        TableSerde.of(source).serializer());
                Table event = Table.builder(source).add("4711", noon, 12.5).build();
                topic.pipeInput("4711", event);
                Table more = Table.builder(source)
                        .add("4711", noon.plusSeconds(60), 30.0)
                        .build();
                topic.pipeInput("4711", more, noon.plusSeconds(60));
            }

            Instant now = noon.plusSeconds(120);
            VectorReader reader = StreamedView.reader(fraud, online);
            double[] vector = new double[2];
            reader.read(Row.of(reader.request(), "4711"), Times.nanos(now), vector);
            assertThat(vector).containsExactly(2, 42.5);
        }
    }
}
