// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.features.source.Source;

/**
 * The rows of an SQL query over Parquet files, in the dialect of DuckDB. Columns are converted as those of
 * {@link Parquet}. The query reads the files that it was given, and nothing else: no other files, no network, no
 * extensions. It has {@value Database#MEMORY} of memory; sorts and joins that need more go to disk. Immutable.
 *
 * <pre>{@code
 * Source late = DuckDbQuery.of("SELECT * FROM flights WHERE origin = ? ORDER BY departed")
 *         .from("flights", Parquet.in(directory))
 *         .with("ORD");
 * }</pre>
 *
 * <p>{@link #after} gives the same rows only if the query has an ORDER BY that leaves no ties.
 */
public final class DuckDbQuery implements Source {

    private final String sql;
    private final Map<String, Parquet> tables;
    private final List<Object> values;
    private final @Nullable ZoneId zone;

    private DuckDbQuery(String sql, Map<String, Parquet> tables, List<Object> values, @Nullable ZoneId zone) {
        this.sql = sql;
        this.tables = Map.copyOf(tables);
        this.values = List.copyOf(values);
        this.zone = zone;
    }

    /** {@return a query; one statement that gives rows} */
    public static DuckDbQuery of(String sql) {
        return new DuckDbQuery(requireNonNull(sql, "sql").replaceFirst("[;\\s]+\\z", ""), Map.of(), List.of(), null);
    }

    /**
     * {@return this with a table of the rows of files}
     *
     * @param table its name in the query, by the rule of {@link Name#require}
     */
    public DuckDbQuery from(String table, Parquet files) {
        Map<String, Parquet> more = new TreeMap<>(tables);
        more.put(Name.require("table", table), requireNonNull(files, "files"));
        return new DuckDbQuery(sql, more, values, zone);
    }

    /**
     * {@return this with values for the question marks of the query, in their order}
     *
     * @param parameters texts, truth values, whole numbers and doubles
     * @throws InvalidException if one is of another type
     */
    public DuckDbQuery with(Object... parameters) {
        for (Object parameter : parameters) {
            if (!(parameter instanceof String
                    || parameter instanceof Boolean
                    || parameter instanceof Long
                    || parameter instanceof Integer
                    || parameter instanceof Double)) {
                throw new InvalidException("a " + parameter.getClass().getSimpleName() + " is no parameter of a query;"
                        + " texts, truth values, whole numbers and doubles are");
            }
        }
        return new DuckDbQuery(sql, tables, List.of(parameters), zone);
    }

    /** {@return this with local times of a zone} One that clocks there never showed, or twice, is an error. */
    public DuckDbQuery zone(ZoneId of) {
        return new DuckDbQuery(sql, tables, values, requireNonNull(of, "of"));
    }

    @Override
    public Pages open(Schema columns) {
        try {
            Database database = Database.open();
            try {
                restrict(database);
            } catch (SQLException | MlopsException e) {
                database.close();
                throw e;
            }
            // The line break ends a comment that the query may end with.
            return Reading.begin(this, zone, database, columns, "FROM (" + sql + "\n)", values);
        } catch (SQLException e) {
            throw Failures.of("could not run " + this, e);
        }
    }

    private void restrict(Database database) throws SQLException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, Parquet> table : new TreeMap<>(tables).entrySet()) {
            List<Path> own = table.getValue().files();
            files.addAll(own);
            database.execute("CREATE VIEW " + SqlText.identifier(table.getKey()) + " AS SELECT * FROM "
                    + SqlText.readParquet(own));
        }
        database.restrict(files);
    }

    @Override
    public String toString() {
        return "query '" + (sql.length() > 100 ? sql.substring(0, 100) + "…" : sql) + "'";
    }
}
