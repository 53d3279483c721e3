// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.mlops4j.error.MlopsException;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Runs calls on connections. All calls may be repeated, so a connection that breaks is replaced and the call sent
 * again; one that is not answered in time is not. Thread-safe.
 */
final class Connections {

    /** More than a pool holds: after a restart of the server every idle connection may be broken. */
    private static final int ATTEMPTS = 64;

    private final ConnectionProvider provider;
    private final String place;
    private volatile boolean closed;

    /**
     * Runs calls on the connections of a provider, which is closed with this.
     *
     * @param place names the server in messages
     */
    Connections(ConnectionProvider provider, String place) {
        this.provider = provider;
        this.place = place;
    }

    /**
     * {@return connections to a server, made when they are needed}
     *
     * @param timeout of connecting, answering and waiting for a free connection
     * @param most how many there are at once
     */
    static Connections to(URI server, Duration timeout, int most, String place) {
        int milliseconds = (int) timeout.toMillis();
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(milliseconds)
                .socketTimeoutMillis(milliseconds)
                .user(JedisURIHelper.getUser(server))
                .password(JedisURIHelper.getPassword(server))
                .database(JedisURIHelper.getDBIndex(server))
                .protocol(RedisProtocol.RESP2)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (JedisURIHelper.isRedisSSLScheme(server)) {
            client.sslOptions(SslOptions.defaults());
        }
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(most);
        pool.setMaxIdle(most);
        pool.setMaxWait(timeout);
        pool.setJmxEnabled(false);
        return new Connections(
                new PooledConnectionProvider(JedisURIHelper.getHostAndPort(server), client.build(), pool), place);
    }

    String place() {
        return place;
    }

    /** {@return what a call that changes nothing gives} */
    <T> T read(String what, Function<Connection, T> call) {
        try {
            return attempt(what, call);
        } catch (NoAnswerException e) {
            throw RedisFailure.of(what, place, e.failure);
        }
    }

    /**
     * {@return what a call that changes something gives}
     *
     * @throws org.mlops4j.error.OutcomeUnknownException if it was sent and no answer came
     */
    <T> T write(String what, Function<Connection, T> call) {
        try {
            return attempt(what, call);
        } catch (NoAnswerException e) {
            throw RedisFailure.outcomeUnknown(what, place, e.failure);
        }
    }

    private <T> T attempt(String what, Function<Connection, T> call) throws NoAnswerException {
        requireOpen();
        boolean sent = false;
        for (int left = ATTEMPTS; ; left--) {
            try (Connection connection = connection(what, sent)) {
                return call.apply(connection);
            } catch (JedisConnectionException e) {
                if (left == 0 || RedisFailure.isTimeout(e)) {
                    throw new NoAnswerException(e);
                }
                sent = true;
            } catch (JedisException e) {
                throw failed(what, sent, e);
            }
        }
    }

    private Connection connection(String what, boolean sent) throws NoAnswerException {
        try {
            return provider.getConnection();
        } catch (JedisException | IllegalStateException e) {
            requireOpen();
            throw failed(what, sent, e instanceof JedisException failure ? failure : new JedisException(e));
        }
    }

    /** {@return the failure of the last attempt} If one before was sent, that may have been done. */
    private MlopsException failed(String what, boolean sent, JedisException failure) throws NoAnswerException {
        if (sent) {
            throw new NoAnswerException(failure);
        }
        return RedisFailure.of(what, place, failure);
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the on-line store in " + place + " is closed");
        }
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            provider.close();
        } catch (Exception e) {
            throw RedisFailure.of("close the connections", place, new JedisException(e));
        }
    }

    /** A call was sent and perhaps done. */
    private static final class NoAnswerException extends Exception {

        private static final long serialVersionUID = 1L;

        private final JedisException failure;

        NoAnswerException(JedisException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
