/**
 * The stores on any SQL database: documents, series, events and online features, once for SQLite and PostgreSQL. A
 * database gives transactions as {@link org.mlops4j.core.sql.SqlDatabase} and tables as each store lists them; the rest
 * is plain SQL that both understand.
 */
@NullMarked
package org.mlops4j.core.sql;

import org.jspecify.annotations.NullMarked;
