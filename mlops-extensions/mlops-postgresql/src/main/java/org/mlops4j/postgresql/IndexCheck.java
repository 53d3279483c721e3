// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.util.Optional;
import org.mlops4j.core.sql.SqlConnection;

/** Has PostgreSQL check the indexes of a schema, where its extension amcheck is installed and may be used. */
final class IndexCheck {

    private IndexCheck() {}

    /**
     * Checks every index; does nothing without the extension.
     *
     * @throws org.mlops4j.error.CorruptException if one is damaged
     */
    static void check(SqlConnection connection, String schema) {
        Optional<String> function = connection.first(
                "select quote_ident(n.nspname) || '.bt_index_check' from pg_proc p"
                        + " join pg_namespace n on n.oid = p.pronamespace"
                        + " join pg_depend d on d.objid = p.oid and d.deptype = 'e'"
                        + " join pg_extension e on e.oid = d.refobjid and e.extname = 'amcheck'"
                        + " where p.proname = 'bt_index_check' and p.pronargs = 2"
                        + " and has_function_privilege(p.oid, 'execute')",
                row -> row.getString(1));
        function.ifPresent(check -> connection.each(
                "select " + check + "(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid"
                        + " join pg_namespace n on n.oid = c.relnamespace where n.nspname = ? and c.relkind = 'i'",
                row -> row,
                schema));
    }
}
