// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.mlops4j.data.Digest;

/**
 * One forward step of a database's format. Released steps never change; a change of format is a new step at the end.
 *
 * @param statements SQL, executed in order in one transaction
 * @param conversion brings content over after the statements, in the same transaction
 */
public record Migration(List<String> statements, Consumer<SqlConnection> conversion) {

    /** Copies the statements. */
    public Migration {
        statements = List.copyOf(statements);
    }

    /** {@return the step of a script whose statements end with semicolons} */
    public static Migration of(String script) {
        return of(script, connection -> {});
    }

    /** {@return the step of a script and a conversion of what is stored} */
    public static Migration of(String script, Consumer<SqlConnection> conversion) {
        return new Migration(
                Arrays.stream(script.split(";"))
                        .map(String::strip)
                        .filter(statement -> !statement.isEmpty())
                        .toList(),
                conversion);
    }

    /** {@return what tells this step from one of another text} */
    String checksum() {
        return Digest.of(String.join(";\n", statements)).hex();
    }
}
