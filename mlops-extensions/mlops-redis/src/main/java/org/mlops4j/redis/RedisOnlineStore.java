// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Name;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.Key;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.storage.Verification;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The latest states of entities in Redis, version 5 or newer. Any number of processes on any number of machines may
 * share one.
 *
 * <pre>{@code
 * Mlops.builder().directory(home).online(RedisOnlineStore.open(URI.create("redis://cache.example:6379/0"))).open()
 * }</pre>
 *
 * <p><b>Isolation.</b> A batch is one script, a look-up one command: each is one step of the server. The order of
 * entries is compared on the server, so that writers need no turns.
 *
 * <p><b>Expiry.</b> An entry expires by the time that {@link #get} is given, to the nanosecond, whatever the clock of
 * the server says, and keeps older ones out until {@link #removeExpired} removes it.
 *
 * <p><b>Durability.</b> What {@link #put} stored is in the memory of the server. If the server keeps an append-only
 * file, it survives the death of the server; {@link #open} warns if it does not. A server that comes back with less
 * than it had acknowledged to this store is refused with a {@link org.mlops4j.error.CorruptException} until the store
 * is opened again, because going on would hide what is lost.
 *
 * <p><b>Failures.</b> All calls may be repeated, and are when a connection breaks. If the server is away or refuses,
 * you get a {@link org.mlops4j.error.StorageException}; if a put was sent and no answer came, an
 * {@link org.mlops4j.error.OutcomeUnknownException}: store again. There are no conflicts. When the server is back, the
 * same store works again.
 *
 * <p><b>Cost.</b> One round trip for a look-up or a batch of any size, and one script for every 500 entries that are
 * removed.
 *
 * <p><b>Threads.</b> Thread-safe. A call holds one connection while it runs.
 */
public final class RedisOnlineStore implements OnlineStore {

    /** What the names of all keys begin with if nothing else is said. */
    public static final String DEFAULT_PREFIX = "mlops";

    /** How long a call waits for a connection or an answer by default: much longer than any call takes. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    /** How many calls run at once by default; one core serves all of them on the server. */
    public static final int DEFAULT_CONNECTIONS = 16;

    /** The server is busy with a batch for as long as it takes, so it must not be too large: this many take 0.3 s. */
    public static final int LARGEST_BATCH = 100_000;

    private final Connections connections;
    private final RedisViews views;
    private final BiFunction<String, List<String>, Map<String, Entry>> reader;

    private RedisOnlineStore(
            Connections connections, RedisViews views, BiFunction<String, List<String>, Map<String, Entry>> reader) {
        this.connections = connections;
        this.views = views;
        this.reader = reader;
    }

    /**
     * Opens the store below the prefix {@value #DEFAULT_PREFIX}, without a near cache.
     *
     * @param server as {@code redis://user:password@host:port/database}, or {@code rediss:} for TLS
     * @throws org.mlops4j.error.StorageException if the server cannot be reached or is a replica
     * @throws org.mlops4j.error.IncompatibleException if it is older than Redis 5
     */
    public static RedisOnlineStore open(URI server) {
        return builder().server(server).open();
    }

    /** {@return a builder, which needs a server or connections} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Map<String, Entry> get(String view, Collection<String> keys, Instant now) {
        connections.requireOpen();
        List<String> wanted = new LinkedHashSet<>(keys)
                .stream().filter(RedisOnlineStore::isKey).toList();
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, Entry> found = reader.apply(view, wanted);
        Map<String, Entry> live = new LinkedHashMap<>();
        for (String key : wanted) {
            Entry entry = found.get(key);
            if (entry != null && (entry.expires() == null || entry.expires().isAfter(now))) {
                live.put(key, entry);
            }
        }
        return Collections.unmodifiableMap(live);
    }

    /**
     * {@inheritDoc}
     *
     * @param entries {@value #LARGEST_BATCH} at most
     */
    @Override
    public int put(String view, List<Entry> entries) {
        connections.requireOpen();
        Name.require("view", view);
        List<Entry> batch = List.copyOf(entries);
        if (batch.size() > LARGEST_BATCH) {
            throw new InvalidException(
                    "a batch has at most " + LARGEST_BATCH + " entries, was " + batch.size() + "; store parts of it");
        }
        batch.forEach(RedisOnlineStore::requireValid);
        return batch.isEmpty() ? 0 : views.put(view, batch);
    }

    /** {@inheritDoc} Not one step: each 500 entries of a view are. */
    @Override
    public int removeExpired(Instant now) {
        connections.requireOpen();
        return views.removeExpired(now);
    }

    @Override
    public int remove(String view) {
        connections.requireOpen();
        return views.remove(view);
    }

    @Override
    public Verification verify() {
        connections.requireOpen();
        return views.verify();
    }

    /** Closes the store and its connections after running calls; idempotent. */
    @Override
    public void close() {
        connections.close();
    }

    private static void requireValid(Entry entry) {
        Key.require("an entity key", entry.key());
        Key.requireUnicode("the state of an entity", entry.state());
        if (entry.expires() != null) {
            Times.nanos(entry.expires());
        }
    }

    /** {@return whether there can be an entry of that key} */
    private static boolean isKey(String key) {
        try {
            Key.require("an entity key", key);
            return true;
        } catch (InvalidException e) {
            return false;
        }
    }

    /** Settings of a store. For one thread. */
    public static final class Builder {

        private @Nullable URI server;
        private @Nullable ConnectionProvider provider;
        private String prefix = DEFAULT_PREFIX;
        private Duration timeout = DEFAULT_TIMEOUT;
        private int connections = DEFAULT_CONNECTIONS;
        private long cachedEntries;
        private Duration maxAge = Duration.ZERO;
        private LongSupplier nanoTime = System::nanoTime;

        private Builder() {}

        /**
         * Names the server.
         *
         * @param uri as {@code redis://user:password@host:port/database}, or {@code rediss:} for TLS
         */
        public Builder server(URI uri) {
            if (!JedisURIHelper.isValid(uri)) {
                throw new IllegalArgumentException("the server must be redis://host:port or rediss://host:port");
            }
            server = uri;
            return this;
        }

        /**
         * Takes connections that the client makes otherwise, such as those to the primary that a
         * {@code SentineledConnectionProvider} finds. They are closed with the store; timeout and number are settings
         * of theirs.
         */
        public Builder connections(ConnectionProvider ours) {
            provider = requireNonNull(ours, "ours");
            return this;
        }

        /**
         * What the names of all keys begin with. Stores of different prefixes do not see each other.
         *
         * @throws InvalidException if it breaks the rule of {@link Name#require}
         */
        public Builder prefix(String ofKeys) {
            prefix = Name.require("prefix", ofKeys);
            return this;
        }

        /** How long a call waits for a connection, and for an answer; the default is 2 seconds. */
        public Builder timeout(Duration longest) {
            if (longest.toMillis() < 1 || longest.toMillis() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("timeout must be from a millisecond to 24 days, was " + longest);
            }
            timeout = longest;
            return this;
        }

        /** How many connections there are at most; the default is {@value #DEFAULT_CONNECTIONS}. */
        public Builder connections(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("at least one connection is needed, was " + most);
            }
            connections = most;
            return this;
        }

        /**
         * Keeps entries that were read in memory. What this process stores it sees at once; what others store it sees
         * after {@code maxAge} at the latest. A look-up still gives one state of the view. Any change of a view empties
         * its cache, so this is for views that are stored now and then and read all the time.
         *
         * @param entries how many of each view
         */
        public Builder nearCache(long entries, Duration maxAge) {
            if (entries < 1 || maxAge.isNegative() || maxAge.isZero()) {
                throw new IllegalArgumentException(
                        "a near cache has at least one entry and a positive age, was " + entries + " and " + maxAge);
            }
            this.cachedEntries = entries;
            this.maxAge = maxAge;
            return this;
        }

        /** Sets what the age of cached entries is measured by. */
        Builder nanoTime(LongSupplier source) {
            nanoTime = source;
            return this;
        }

        /**
         * {@return the opened store}
         *
         * @throws IllegalStateException if neither a server nor connections were given, or both
         * @throws org.mlops4j.error.MlopsException as {@link RedisOnlineStore#open(URI)} does
         */
        public RedisOnlineStore open() {
            if ((server == null) == (provider == null)) {
                throw new IllegalStateException("give either a server or connections");
            }
            Connections opened = server == null
                    ? new Connections(requireNonNull(provider), "Redis, prefix " + prefix)
                    : Connections.to(server, timeout, connections, place(server));
            try {
                ServerSettings.check(opened);
            } catch (RuntimeException | Error e) {
                opened.close();
                throw e;
            }
            RedisViews views = new RedisViews(opened, prefix);
            return cachedEntries == 0
                    ? new RedisOnlineStore(
                            opened,
                            views,
                            (view, keys) -> views.read(view, keys).entries())
                    : new RedisOnlineStore(opened, views, new NearCache(views, cachedEntries, maxAge, nanoTime)::read);
        }

        /** Without user and password. */
        private String place(URI uri) {
            return "Redis at " + JedisURIHelper.getHostAndPort(uri) + "/" + JedisURIHelper.getDBIndex(uri) + ", prefix "
                    + prefix;
        }
    }
}
