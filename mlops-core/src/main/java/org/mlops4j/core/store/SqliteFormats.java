// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.sql.Migration;
import org.mlops4j.core.sql.Migrations;
import org.mlops4j.core.sql.SqlConnection;
import org.mlops4j.core.sql.SqlMetadataStore;
import org.mlops4j.core.sql.SqlSeriesStore;

/** What each SQLite file of a store has been made of, from its first format on. */
final class SqliteFormats {

    static final Migrations METADATA = Migrations.of(
            Migration.of("""
                    create table documents (
                        kind text not null, id text not null, version integer not null,
                        body text not null, attributes text not null, crc integer not null,
                        unique (kind, id));
                    create table attributes (
                        kind text not null, id text not null, name text not null, value not null,
                        primary key (kind, id, name)) without rowid;
                    create unique index attributes_by_value on attributes (kind, name, value, id);
                    create table tombstones (
                        kind text not null, id text not null, version integer not null,
                        primary key (kind, id)) without rowid;
                    create table changes (
                        sequence integer primary key, kind text not null, id text not null, deleted integer not null);
                    """),
            Migration.of("""
                    drop table attributes;
                    create table attributes (
                        kind text not null, id text not null, name text not null, value blob not null,
                        primary key (kind, id, name)) without rowid;
                    create unique index attributes_by_value on attributes (kind, name, value, id);
                    """, connection -> SqlMetadataStore.indexAttributes(connection, new JacksonText())));

    static final Migrations SERIES = Migrations.of(Migration.of("""
                    create table series (id integer primary key, name text not null unique);
                    create table points (
                        series integer not null, step integer not null, time integer not null, value integer not null,
                        crc integer not null,
                        primary key (series, step, time, value)) without rowid;
                    """), Migration.of("""
                    alter table points rename to single_points;
                    create table points (
                        id integer primary key, series integer not null, first_step integer not null,
                        last_step integer not null, size integer not null, crc integer not null, body blob not null);
                    create index points_by_first_step on points (series, first_step);
                    create index points_by_last_step on points (series, last_step);
                    create index points_by_size on points (series, size);
                    """, SqliteFormats::packPoints));

    static final Migrations EVENTS = Migrations.of(Migration.of("""
            create table streams (
                id integer primary key, name text not null unique, fields text not null, time_field text not null,
                crc integer not null);
            create table chunks (
                id integer primary key, stream integer not null references streams (id),
                first integer not null, rows integer not null,
                least_time integer not null, greatest_time integer not null,
                crc integer not null, body blob not null);
            create unique index chunks_by_position on chunks (stream, first, rows);
            create index chunks_by_time on chunks (stream, least_time, greatest_time);
            """));

    static final Migrations ONLINE = Migrations.of(Migration.of("""
            create table entries (
                view text not null, key text not null, position integer not null, expires integer,
                crc integer not null, state text not null,
                primary key (view, key));
            """), Migration.of("""
            create index entries_by_expiry on entries (expires);
            """));

    private SqliteFormats() {}

    private static void packPoints(SqlConnection connection) {
        SqlSeriesStore.packPoints(connection);
        connection.update("drop table single_points");
    }
}
