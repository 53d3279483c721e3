// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.sql.SqlDatabase;
import org.mlops4j.core.sql.SqlEventLog;
import org.mlops4j.core.sql.SqlMetadataStore;
import org.mlops4j.core.sql.SqlOnlineStore;
import org.mlops4j.core.sql.SqlSeriesStore;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;
import org.mlops4j.postgresql.PostgresDatabase.Told;
import org.mlops4j.postgresql.PostgresDatabase.WriteLock;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;

/**
 * The stores in one schema of a PostgreSQL database, which any number of processes on any number of machines may open.
 *
 * <pre>{@code
 * try (PostgresStores stores = PostgresStores.open(dataSource);
 *         Mlops mlops = Mlops.builder()
 *                 .metadata(stores.metadata())
 *                 .series(stores.series())
 *                 .events(stores.events())
 *                 .online(stores.online())
 *                 .directory(blobs)
 *                 .open()) {
 *     ...
 * }
 * }</pre>
 *
 * <p><b>Isolation.</b> Reads see one committed state. Writes are serializable: those of one store take turns, across
 * all processes, and those that wait in one process are committed together. The four stores do not wait for each other.
 *
 * <p><b>Durability.</b> What a call of any store acknowledged is on the server's disk. A connection that is lost before
 * a commit was sent is replaced and the work repeated; one that is lost while a commit is confirmed is an
 * {@link org.mlops4j.error.OutcomeUnknownException}. When the server is back, the stores work again.
 *
 * <p><b>Resources.</b> A call holds one connection while it runs. The first {@link MetadataStore#await} starts one
 * daemon thread, which holds one connection until the store is closed.
 *
 * <p><b>Threads.</b> Thread-safe.
 */
public final class PostgresStores implements AutoCloseable {

    /** Where the tables are if no schema is named. */
    public static final String DEFAULT_SCHEMA = "mlops";

    /** How long a write waits for its turn by default. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    /**
     * By default the server ends a write after so much time without a statement of it: less than others wait for their
     * turn, so that a stopped process costs them time and no failure.
     */
    public static final Duration DEFAULT_IDLE = Duration.ofSeconds(10);

    private final Builder options;
    private final PostgresConnections connections;
    private final AtomicInteger open = new AtomicInteger();
    private final SqlMetadataStore metadata;
    private final SqlSeriesStore series;
    private final SqlEventLog events;
    private final SqlOnlineStore online;

    private PostgresStores(Builder options, PostgresConnections connections) {
        this.options = options;
        this.connections = connections;
        DocumentText json = new JacksonText();
        metadata = new SqlMetadataStore(database("documents_lock", Told.TO_LISTENERS), json);
        series = new SqlSeriesStore(database("series_lock", Told.NOBODY));
        events = new SqlEventLog(database("events_lock", Told.NOBODY), json);
        online = new SqlOnlineStore(database("online_lock", Told.NOBODY));
    }

    /**
     * Opens the stores in the schema {@value #DEFAULT_SCHEMA}, which is made if it is not there.
     *
     * @param dataSource a pool of at least three connections, which stays the caller's to close
     * @throws org.mlops4j.error.StorageException if the database cannot be reached or used
     * @throws org.mlops4j.error.IncompatibleException if the server is older than PostgreSQL 14, the database is not
     *     UTF-8, or the schema is of a newer version of the library or of another program
     * @throws org.mlops4j.error.CorruptException if the tables are not those that they were made as
     */
    public static PostgresStores open(DataSource dataSource) {
        return builder().dataSource(dataSource).open();
    }

    /**
     * Opens the stores in the schema {@value #DEFAULT_SCHEMA}, which is made if it is not there, with a pool of
     * connections of their own, which is closed with them.
     *
     * @param url as {@code jdbc:postgresql://host/database}
     * @param properties of the driver, such as {@code user}, {@code password} and {@code sslmode}
     * @throws InvalidException if the URL is not one of the driver
     * @throws org.mlops4j.error.MlopsException as {@link #open(DataSource)} does
     */
    public static PostgresStores open(String url, Properties properties) {
        return builder().url(url, properties).open();
    }

    /** {@return a builder, which needs a data source or a URL} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return documents} */
    public MetadataStore metadata() {
        return metadata;
    }

    /** {@return series} */
    public SeriesStore series() {
        return series;
    }

    /** {@return events} */
    public EventLog events() {
        return events;
    }

    /** {@return the state of entities} */
    public OnlineStore online() {
        return online;
    }

    /**
     * Closes all stores, after running calls; idempotent. Each may be closed by itself instead: the last one closes
     * what they share.
     */
    @Override
    public void close() {
        try (metadata;
                series;
                events) {
            online.close();
        }
    }

    private SqlDatabase database(String lock, Told told) {
        open.incrementAndGet();
        WriteLock writeLock = new WriteLock(lock, told, options.patience, options.idle);
        return new PostgresDatabase(connections, writeLock, options.random, this::closeShared);
    }

    private void closeShared() {
        if (open.decrementAndGet() == 0) {
            connections.close();
        }
    }

    /** What the stores are opened with. Not thread-safe. */
    public static final class Builder {

        private @Nullable DataSource dataSource;
        private @Nullable String url;
        private Properties properties = new Properties();
        private String schema = DEFAULT_SCHEMA;
        private Duration patience = DEFAULT_PATIENCE;
        private Duration idle = DEFAULT_IDLE;
        private RandomGenerator random = new Random();

        private Builder() {}

        /** Takes connections from a pool of at least three, which stays the caller's to close. */
        public Builder dataSource(DataSource source) {
            dataSource = requireNonNull(source, "source");
            return this;
        }

        /** Takes connections from an own pool, which is closed with the stores. */
        public Builder url(String jdbc, Properties ofDriver) {
            url = requireNonNull(jdbc, "jdbc");
            properties = new Properties();
            ofDriver.stringPropertyNames().forEach(name -> properties.setProperty(name, ofDriver.getProperty(name)));
            return this;
        }

        /**
         * Where the tables are; made if it is not there. The schema is for mlops4j alone.
         *
         * @throws InvalidException unless the name has 1 to 63 bytes of UTF-8
         */
        public Builder schema(String name) {
            schema = SchemaName.require(name);
            return this;
        }

        /** How long a write waits for its turn before it fails with a conflict; the default is 30 seconds. */
        public Builder patience(Duration longest) {
            patience = requirePositive("patience", longest);
            return this;
        }

        /**
         * After how much time without a statement the server ends a write, for the others' sake; the default is 10
         * seconds. It should be less than their patience, and more than the work of a transaction ever computes.
         */
        public Builder idle(Duration longest) {
            idle = requirePositive("idle", longest);
            return this;
        }

        /** Where the length of pauses between attempts comes from. */
        public Builder random(RandomGenerator generator) {
            random = requireNonNull(generator, "generator");
            return this;
        }

        /**
         * {@return the opened stores}
         *
         * @throws IllegalStateException if neither a data source nor a URL was given, or both
         * @throws org.mlops4j.error.MlopsException as {@link PostgresStores#open(DataSource)} does
         */
        public PostgresStores open() {
            if ((dataSource == null) == (url == null)) {
                throw new IllegalStateException("give either a data source or a URL");
            }
            PostgresConnections connections = dataSource == null
                    ? PostgresConnections.pooled(requireNonNull(url), properties, schema)
                    : PostgresConnections.of(dataSource, schema);
            try {
                new PostgresOpening(connections, PostgresFormats.ALL, patience).prepare();
                return new PostgresStores(this, connections);
            } catch (RuntimeException | Error e) {
                connections.close();
                throw e;
            }
        }

        private static Duration requirePositive(String name, Duration duration) {
            if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(name + " must be from a millisecond to 24 days, was " + duration);
            }
            return duration;
        }
    }
}
