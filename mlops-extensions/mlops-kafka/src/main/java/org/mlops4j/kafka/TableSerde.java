// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.TableEncoding;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.MlopsException;

/**
 * Tables of one schema as values of records: every bit comes back, and a checksum is compared. Thread-safe.
 *
 * <p>An event that is alone is a table of one row. Producers that write JSON or Avro need a deserializer of their own
 * that makes such a table.
 */
public final class TableSerde implements Serde<Table> {

    private final Schema schema;

    private TableSerde(Schema schema) {
        this.schema = schema;
    }

    /** {@return the serde of tables of a schema} */
    public static TableSerde of(Schema schema) {
        return new TableSerde(requireNonNull(schema, "schema"));
    }

    /** {@return what throws {@link SerializationException} for a table of another schema} */
    @Override
    public Serializer<Table> serializer() {
        return this::encode;
    }

    /** {@return what throws {@link SerializationException} for bytes that are no table of the schema} */
    @Override
    public Deserializer<Table> deserializer() {
        return this::decode;
    }

    private byte @Nullable [] encode(String topic, @Nullable Table table) {
        if (table == null) {
            return null;
        }
        if (!table.schema().equals(schema)) {
            throw new SerializationException(
                    "rows of " + table.schema() + " do not fit topic " + topic + " of " + schema);
        }
        return TableEncoding.encode(table);
    }

    private @Nullable Table decode(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return TableEncoding.decode(bytes, schema, "a record of topic " + topic);
        } catch (MlopsException e) {
            throw new SerializationException(e.getMessage(), e);
        }
    }
}
