// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.NoSuchElementException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Turns what Redis and its client say into the failures of the library.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">Redis protocol: errors</a>
 */
final class RedisFailure {

    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("OOM", "The server has reached its maxmemory: give it more, or remove views that are not used"),
            Map.entry("LOADING", "The server is starting; try again when it is up"),
            Map.entry("BUSY", "The script of somebody else runs for too long; try again, or SCRIPT KILL it"),
            Map.entry("READONLY", "This is a replica; connect to the primary"),
            Map.entry("MISCONF", "The server cannot write to its disk; see its log"),
            Map.entry("NOAUTH", "Give user and password"),
            Map.entry("WRONGPASS", "Check user and password"),
            Map.entry("NOPERM", "Grant the user what docs/redis.md lists"),
            Map.entry("MOVED", "A cluster is not supported; see docs/redis.md"),
            Map.entry("CLUSTERDOWN", "A cluster is not supported; see docs/redis.md"));

    private RedisFailure() {}

    /** {@return the failure of a call of which nothing was done} */
    static MlopsException of(String what, String place, JedisException cause) {
        return new StorageException("could not " + what + " in " + place + ": " + said(cause) + remedy(cause), cause);
    }

    /** {@return the failure of a write that was sent and of which no answer came} */
    static OutcomeUnknownException outcomeUnknown(String what, String place, JedisException cause) {
        return new OutcomeUnknownException(
                "lost the connection while trying to " + what + " in " + place + ": " + said(cause)
                        + ". All of it or nothing was stored; it may be stored again.",
                cause);
    }

    static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static String said(JedisException failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + " (" + cause.getMessage() + ")";
    }

    private static String remedy(JedisException cause) {
        if (!(cause instanceof JedisDataException)) {
            return remedyOfConnection(cause);
        }
        String message = String.valueOf(cause.getMessage());
        return REMEDIES.entrySet().stream()
                .filter(remedy -> isCode(remedy.getKey(), message))
                .map(remedy -> ". " + remedy.getValue() + ".")
                .findFirst()
                .orElse("");
    }

    private static String remedyOfConnection(JedisException cause) {
        if (isTimeout(cause)) {
            return ". The server or the network is slow; look at SLOWLOG, or give a longer timeout.";
        }
        return cause.getCause() instanceof NoSuchElementException
                ? ". All connections are in use; give the store more of them."
                : ". Check that the server runs and can be reached from here.";
    }

    /** {@return whether a message begins with a code of the server, or tells of one that a command of a script gave} */
    private static boolean isCode(String code, String message) {
        return message.startsWith(code + " ") || message.contains(": -" + code + " ");
    }
}
