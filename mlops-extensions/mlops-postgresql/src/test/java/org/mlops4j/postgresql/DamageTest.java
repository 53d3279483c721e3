// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.OnlineStore.Entry;
import org.mlops4j.spi.SeriesStore.Point;

/** Content that somebody or something changed is found and never served. */
class DamageTest {

    @TempDir
    private Path scratch;

    private PostgresStores stores;
    private String schema;

    @BeforeEach
    void open() {
        stores = TestServer.open(scratch);
        schema = TestServer.schema(scratch);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void changedRowsAreFoundAndNotServed() {
        put("1");
        stores.series().append(List.of(new Point("auc", 1, Instant.EPOCH, 0.5)));
        stores.online().put("view", List.of(new Entry("a", 1, "state", null)));
        TestServer.execute("update " + schema + ".documents set body = replace(body, 'whole', 'other')");
        TestServer.execute("update " + schema + ".points set body = set_byte(body, octet_length(body) - 9, 77)");
        TestServer.execute("update " + schema + ".entries set position = 2");
        assertThatThrownBy(() -> stores.metadata().read(r -> r.find("run", "1")))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("run '1'")
                .hasMessageContaining(schema);
        assertThatThrownBy(() -> stores.series().latest("auc")).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> stores.online().get("view", List.of("a"), Instant.EPOCH))
                .isInstanceOf(CorruptException.class);
        assertThat(stores.metadata().verify().damage()).hasSize(1);
        assertThat(stores.series().verify().damage()).hasSize(1);
        assertThat(stores.online().verify().damage()).hasSize(1);
    }

    @Test
    void anIndexThatLacksARowIsFoundByAmcheck() {
        TestServer.execute("create extension if not exists amcheck");
        put("1");
        assertThat(stores.metadata().verify().damage()).isEmpty();
        setReady(false);
        put("2");
        setReady(true);
        assertThat(stores.metadata().verify().damage())
                .singleElement()
                .asString()
                .contains("attributes_by_value");
    }

    /** While an index is not ready, the server does not enter rows. */
    private void setReady(boolean ready) {
        TestServer.execute("update pg_index set indisready = " + ready + " where indexrelid = '" + schema
                + ".attributes_by_value'::regclass");
    }

    private void put(String id) {
        stores.metadata().write(w -> w.put("run", id, Document.of("whole"), Map.of("id", Document.of(id))));
    }
}
