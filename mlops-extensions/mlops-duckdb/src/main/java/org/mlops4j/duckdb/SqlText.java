// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names and texts as parts of SQL; the only place where any get there. */
final class SqlText {

    private SqlText() {}

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@return the rows of these files and no others} */
    static String readParquet(List<Path> files) {
        return files.stream()
                .map(file -> literal(pattern(file)))
                .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false)"));
    }

    /** {@return a list of paths that statements may touch} */
    static String allowed(List<Path> files) {
        // The pattern is looked up itself before the file that it stands for.
        return files.stream()
                .flatMap(file -> Stream.of(file.toString(), pattern(file)).distinct())
                .map(SqlText::literal)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** {@return the file as a pattern that only it matches: what stands for several characters stands for itself} */
    private static String pattern(Path file) {
        return file.toString().replaceAll("[*?\\[]", "[$0]");
    }
}
