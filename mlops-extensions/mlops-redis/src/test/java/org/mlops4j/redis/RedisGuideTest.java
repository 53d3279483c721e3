// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.minutes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.spi.OnlineStore.Entry;

/** The code of the guide "On-line state in Redis", in its order. */
class RedisGuideTest {

    private static final Schema PAYMENTS =
            Schema.of(Field.of("card", DataType.STRING), Field.of("paid", DataType.TIMESTAMP));

    @TempDir
    private Path directory;

    @Test
    void statesGoToRedis() {
        URI server = TestServer.uri();
        FeatureView payments = FeatureView.named("payments")
                .entity("card", DataType.STRING)
                .from(PAYMENTS)
                .eventTime("paid")
                .feature("payments_10m", count().over(minutes(10)))
                .build();
        FeatureService fraud = FeatureService.of("fraud", payments);
        Table events = Table.builder(PAYMENTS)
                .add("4711", Instant.parse("2026-03-01T12:00:00Z"))
                .build();
        long written;
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .online(RedisOnlineStore.open(server))
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(fraud);
            features.push("payments", events);
            written = features.materialize(fraud);
        }
        assertThat(written).isEqualTo(1);
    }

    @Test
    void aNearCacheIsOnRequest() {
        URI server = TestServer.uri();
        String prefix = TestServer.prefix(directory);
        RedisOnlineStore online = RedisOnlineStore.builder()
                .server(server)
                .prefix(prefix)
                .timeout(Duration.ofMillis(200))
                .nearCache(100_000, Duration.ofSeconds(1))
                .open();
        Instant now = Instant.EPOCH;
        online.put("view", List.of(new Entry("4711", 1, "state", null)));
        Map<String, Entry> found = online.get("view", List.of("4711", "4712"), now);
        assertThat(found).containsOnlyKeys("4711");
        online.close();
    }
}
