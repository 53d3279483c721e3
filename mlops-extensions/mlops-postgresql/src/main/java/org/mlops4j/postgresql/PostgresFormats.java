// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import org.mlops4j.core.sql.Migration;
import org.mlops4j.core.sql.Migrations;

/**
 * What a schema has been made of, from its first format on. Texts that are compared have the collation "C", which is
 * the order of UTF-8 bytes. The tables whose names end with {@code _lock} stay empty: writers lock them instead of the
 * tables they write, so that vacuum never has to wait for writers or they for it.
 */
final class PostgresFormats {

    static final Migrations ALL = Migrations.of(Migration.of("""
            create table documents_lock ();
            create table documents (
                kind text collate "C" not null, id text collate "C" not null, version bigint not null,
                body text not null, attributes text not null, crc bigint not null,
                primary key (kind, id));
            create table attributes (
                kind text collate "C" not null, id text collate "C" not null, name text collate "C" not null,
                value bytea not null,
                primary key (kind, id, name));
            create unique index attributes_by_value on attributes (kind, name, value, id);
            create table tombstones (
                kind text collate "C" not null, id text collate "C" not null, version bigint not null,
                primary key (kind, id));
            create table changes (
                sequence bigint primary key, kind text collate "C" not null, id text collate "C" not null,
                deleted integer not null);

            create table series_lock ();
            create table series (
                id bigint generated always as identity primary key, name text collate "C" not null unique);
            create table points (
                id bigint generated always as identity primary key, series bigint not null,
                first_step bigint not null, last_step bigint not null, size integer not null,
                crc bigint not null, body bytea not null);
            create index points_by_first_step on points (series, first_step);
            create index points_by_last_step on points (series, last_step);
            create index points_by_size on points (series, size);

            create table events_lock ();
            create table streams (
                id bigint generated always as identity primary key, name text collate "C" not null unique,
                fields text not null, time_field text not null, crc bigint not null);
            create table chunks (
                id bigint generated always as identity primary key, stream bigint not null references streams (id),
                first bigint not null, rows integer not null,
                least_time bigint not null, greatest_time bigint not null,
                crc bigint not null, body bytea not null);
            create unique index chunks_by_position on chunks (stream, first, rows);
            create index chunks_by_time on chunks (stream, least_time, greatest_time);

            create table online_lock ();
            create table entries (
                view text collate "C" not null, key text collate "C" not null, position bigint not null,
                expires bigint, crc bigint not null, state text not null,
                primary key (view, key));
            create index entries_by_expiry on entries (expires);
            """));

    private PostgresFormats() {}
}
