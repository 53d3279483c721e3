// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.Digest;

/**
 * One forward step of a database's format. Released steps never change; a change of format is a new step at the end.
 *
 * @param statements SQL, executed in order in one transaction
 */
record Migration(List<String> statements) {

    /** Copies the statements. */
    Migration {
        statements = List.copyOf(statements);
    }

    /** {@return the step of a script whose statements end with semicolons} */
    static Migration of(String script) {
        return new Migration(Arrays.stream(script.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList());
    }

    /** {@return what tells this step from one of another text} */
    String checksum() {
        return Digest.of(String.join(";\n", statements)).hex();
    }
}
