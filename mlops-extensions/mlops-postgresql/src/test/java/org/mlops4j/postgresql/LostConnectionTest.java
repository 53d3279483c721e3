// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Document;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.MetadataWriter;

/** Sessions are ended by the server, or seem to be. */
class LostConnectionTest {

    private static final String APPLICATION = "lost connections";

    @TempDir
    private Path scratch;

    private PostgresStores stores;

    @BeforeEach
    void open() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", APPLICATION);
        stores = PostgresStores.builder()
                .url(TestServer.url(), properties)
                .schema(TestServer.schema(scratch))
                .open();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void beforeTheCommitTheWorkIsRepeated() {
        AtomicInteger attempts = new AtomicInteger();
        stores.metadata().write(w -> {
            put(w, "early");
            if (attempts.incrementAndGet() == 1) {
                endSessions();
            }
            return put(w, "late");
        });
        assertThat(attempts).hasValue(2);
        assertThat(documents()).isEqualTo(2);
    }

    @Test
    void againAndAgainItIsAFailureAndNothingIsStored() {
        AtomicInteger attempts = new AtomicInteger();
        assertThatThrownBy(() -> stores.metadata().write(w -> {
                    put(w, "early");
                    attempts.incrementAndGet();
                    endSessions();
                    return put(w, "late");
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("terminating connection");
        assertThat(attempts).hasValue(5);
        assertThat(documents()).isZero();
    }

    @Test
    void idleConnectionsThatWereEndedAreReplacedUnseen() {
        stores.metadata().write(w -> put(w, "1"));
        endSessions();
        assertThat(documents()).isEqualTo(1);
        endSessions();
        stores.metadata().write(w -> put(w, "2"));
        assertThat(documents()).isEqualTo(2);
    }

    @Test
    void whileACommitIsConfirmedTheOutcomeIsUnknown() {
        FaultyCommit faulty = new FaultyCommit(TestServer.pool());
        try (PostgresStores unlucky = PostgresStores.builder()
                .dataSource(faulty.dataSource())
                .schema(TestServer.schema(scratch))
                .open()) {
            AtomicInteger attempts = new AtomicInteger();
            faulty.failAfterCommit(new SQLException("the line is dead", "08006"));
            assertThatThrownBy(() -> unlucky.metadata().write(w -> {
                        attempts.incrementAndGet();
                        return put(w, "1");
                    }))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("the line is dead")
                    .hasMessageContaining("Look whether the change is there");
            assertThat(attempts).as("what may have happened is not repeated").hasValue(1);
            assertThat(documents()).isEqualTo(1);
            unlucky.metadata().write(w -> put(w, "2"));
            assertThat(documents()).isEqualTo(2);
        }
    }

    private long documents() {
        return stores.metadata().read(r -> r.lastChange());
    }

    private static Object put(MetadataWriter writer, String id) {
        return writer.put("run", id, Document.of(1), Map.of());
    }

    private static void endSessions() {
        TestServer.execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = '"
                + APPLICATION + "'");
    }
}
