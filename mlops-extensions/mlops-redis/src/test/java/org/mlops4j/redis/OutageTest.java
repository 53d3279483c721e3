// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.OnlineStore.Entry;
import redis.clients.jedis.Protocol.Command;

/** What callers are told when the server is away, slow, full, or not the right one. */
class OutageTest {

    private static final List<Entry> BATCH = List.of(new Entry("a", 1, "s", null));

    @TempDir
    private Path scratch;

    private RedisProcess server;

    @BeforeEach
    void start() {
        server = RedisProcess.start(scratch, RedisProcess.DURABLE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerThatIsAwayIsNamedAndFoundAgain() {
        try (RedisOnlineStore store = server.open()) {
            store.put("view", BATCH);
            server.kill();
            assertThatThrownBy(() -> store.get("view", List.of("a"), Instant.EPOCH))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("127.0.0.1")
                    .hasMessageContaining("Check that the server runs");
            assertThatThrownBy(() -> store.put("view", BATCH)).isInstanceOf(StorageException.class);
            assertThatThrownBy(server::open).isInstanceOf(StorageException.class);
            server.startAgain();
            assertThat(store.get("view", List.of("a"), Instant.EPOCH)).hasSize(1);
            assertThat(store.put("view", BATCH)).isEqualTo(1);
        }
    }

    @Test
    void connectionsThatTheServerClosedAreReplaced() {
        try (RedisOnlineStore store = server.open()) {
            for (int i = 0; i < 5; i++) {
                server.execute(Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
                assertThat(store.put("view", BATCH)).isEqualTo(1);
                server.execute(Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
                assertThat(store.get("view", List.of("a"), Instant.EPOCH)).hasSize(1);
            }
        }
    }

    @Test
    void aPutWithoutAnAnswerHasAnUnknownOutcome() throws Exception {
        try (RedisOnlineStore store = RedisOnlineStore.builder()
                .server(server.uri())
                .timeout(Duration.ofMillis(200))
                .open()) {
            server.signal("STOP");
            assertThatThrownBy(() -> store.put("view", BATCH))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("may be stored again");
            assertThatThrownBy(() -> store.get("view", List.of("a"), Instant.EPOCH))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("longer timeout");
            server.signal("CONT");
            assertThat(store.put("view", BATCH)).isEqualTo(1);
        }
    }

    @Test
    void aServerWithoutMemoryStoresNothingOfABatch() {
        try (RedisOnlineStore store = server.open()) {
            store.put("view", BATCH);
            server.execute(Command.CONFIG, "SET", "maxmemory", "1");
            List<Entry> batch = List.of(new Entry("a", 2, "s", null), new Entry("b", 2, "s", null));
            assertThatThrownBy(() -> store.put("view", batch))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("maxmemory");
            assertThat(store.get("view", List.of("a", "b"), Instant.EPOCH)).containsOnlyKeys("a");
            server.execute(Command.CONFIG, "SET", "maxmemory", "0");
            assertThat(store.put("view", batch)).isEqualTo(2);
        }
    }

    @Test
    void aReplicaIsRefused() {
        server.execute(Command.REPLICAOF, "127.0.0.1", "1");
        assertThatThrownBy(server::open).isInstanceOf(StorageException.class).hasMessageContaining("primary");
    }

    @Test
    void aServerThatBecomesAReplicaTakesNoWrites() {
        try (RedisOnlineStore store = server.open()) {
            server.execute(Command.REPLICAOF, "127.0.0.1", "1");
            assertThatThrownBy(() -> store.put("view", BATCH))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("primary");
        }
    }

    @Test
    void theWrongPasswordIsRefusedWithoutBeingShown() {
        server.execute(Command.CONFIG, "SET", "requirepass", "right");
        URI wrong = URI.create(server.uri().toString().replace("redis://", "redis://default:secret@"));
        assertThatThrownBy(() -> RedisOnlineStore.open(wrong))
                .isInstanceOf(StorageException.class)
                .hasMessageNotContaining("secret");
        URI right = URI.create(wrong.toString().replace("secret", "right"));
        try (RedisOnlineStore store = RedisOnlineStore.open(right)) {
            assertThat(store.put("view", BATCH)).isEqualTo(1);
        }
    }

    @Test
    void theRightsThatTheGuideListsAreEnough() {
        String rights = "~{mlops}:* +info +hmget +hscan +smembers +eval +evalsha +hget +hset +hdel +hincrby +zadd +zrem"
                + " +zrangebyscore +sadd";
        server.execute(Command.ACL, ("SETUSER service on >secret " + rights).split(" "));
        URI uri = URI.create(server.uri().toString().replace("redis://", "redis://service:secret@"));
        try (RedisOnlineStore store = RedisOnlineStore.open(uri)) {
            store.put("view", List.of(new Entry("a", 1, "s", Instant.EPOCH), new Entry("b", 1, "s", Instant.EPOCH)));
            store.put("view", List.of(new Entry("a", 2, "s", null)));
            assertThat(store.removeExpired(Instant.EPOCH)).isEqualTo(1);
            assertThat(store.get("view", List.of("a", "b"), Instant.EPOCH)).containsOnlyKeys("a");
            assertThat(store.verify().checked()).isEqualTo(1);
        }
        assertThatThrownBy(() -> RedisOnlineStore.builder()
                        .server(uri)
                        .prefix("other")
                        .open()
                        .put("view", BATCH))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("docs/redis.md");
    }

    @Test
    void aScriptThatTheServerForgotIsSentAgain() {
        try (RedisOnlineStore store = server.open()) {
            store.put("view", BATCH);
            server.execute(Command.SCRIPT, "FLUSH");
            assertThat(store.put("view", BATCH)).isEqualTo(1);
        }
    }

    @Test
    void aViewThatSomebodyRemovedIsNoticed() {
        try (RedisOnlineStore store = server.open()) {
            store.put("view", BATCH);
            server.execute(Command.FLUSHALL);
            assertThatThrownBy(() -> store.get("view", List.of("a"), Instant.EPOCH))
                    .isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void damageIsFoundAndNeverServed() {
        try (RedisOnlineStore store = server.open()) {
            store.put("view", List.of(new Entry("a", 1, "state", null), new Entry("b", 1, "state", null)));
            server.execute(Command.HSET, "{mlops}:view:view", "a", "0123456789abcdef0123456789");
            assertThatThrownBy(() -> store.get("view", List.of("a"), Instant.EPOCH))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("'a'");
            assertThat(store.verify().checked()).isEqualTo(2);
            assertThat(store.verify().damage()).singleElement().asString().contains("'a'", "rebuild");
            server.execute(Command.HSET, "{mlops}:view:view", "a", "short");
            assertThat(store.put("view", BATCH)).isEqualTo(1);
            assertThat(store.verify().damage()).isEmpty();
        }
    }

    @Test
    void aBatchThatWouldHoldTheServerUpIsRefused() {
        try (RedisOnlineStore store = server.open()) {
            List<Entry> batch = Collections.nCopies(RedisOnlineStore.LARGEST_BATCH + 1, BATCH.get(0));
            assertThatThrownBy(() -> store.put("view", batch)).isInstanceOf(InvalidException.class);
        }
    }

    @Test
    void manyEntriesThatExpireInOneMillisecondAreRemovedToTheNanosecond() {
        Instant start = Instant.parse("2026-03-01T12:00:00Z");
        List<Entry> batch = IntStream.range(0, 3_000)
                .mapToObj(i -> new Entry("k" + i, i, "s", start.plusNanos(i * 100L)))
                .toList();
        try (RedisOnlineStore store = server.open()) {
            store.put("view", batch);
            store.put("other", batch.subList(0, 10));
            assertThat(store.removeExpired(start.plusNanos(149_950))).isEqualTo(1_510);
            assertThat(store.get("view", List.of("k1499", "k1500"), start)).containsOnlyKeys("k1500");
            assertThat(store.put("view", List.of(new Entry("k1500", 5_000, "s", null))))
                    .isEqualTo(1);
            assertThat(store.removeExpired(start.plusSeconds(1))).isEqualTo(1_499);
        }
    }
}
