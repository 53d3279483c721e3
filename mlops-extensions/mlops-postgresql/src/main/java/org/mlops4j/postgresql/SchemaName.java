// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.Key;

/** The rule for names of schemas. */
final class SchemaName {

    /** PostgreSQL silently cuts off what is longer. */
    private static final int MAX_BYTES = 63;

    private SchemaName() {}

    static String require(String name) {
        Key.require("the name of a schema", requireNonNull(name, "name"));
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new InvalidException(
                    "the name of a schema must have at most " + MAX_BYTES + " bytes, '" + name + "' has " + bytes);
        }
        if (name.startsWith("pg_")) {
            throw new InvalidException("names of schemas with pg_ are PostgreSQL's own, was '" + name + "'");
        }
        return name;
    }
}
