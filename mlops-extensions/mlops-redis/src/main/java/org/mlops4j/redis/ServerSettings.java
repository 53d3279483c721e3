// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.stream.Collectors;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;

/** Looks at how a server is set up, before states are kept there. */
final class ServerSettings {

    private static final Logger LOG = LoggerFactory.getLogger(ServerSettings.class);

    /** The first version that copies to its file and its replicas what a script did, as one step. */
    private static final int LEAST_VERSION = 5;

    private ServerSettings() {}

    /**
     * Warns of settings by which states may be lost.
     *
     * @throws IncompatibleException if the server is too old
     * @throws StorageException if the server cannot be reached, or is a replica
     */
    static void check(Connections connections) {
        Map<String, String> settings = read(connections);
        String version = settings.getOrDefault("redis_version", "0");
        if (Integer.parseInt(version.substring(0, Math.max(1, version.indexOf('.')))) < LEAST_VERSION) {
            throw new IncompatibleException("Redis " + LEAST_VERSION + ".0 or newer is needed, " + connections.place()
                    + " has version " + version);
        }
        if (settings.getOrDefault("role", "master").equals("slave")) {
            throw new StorageException(connections.place() + " is a replica; connect to the primary");
        }
        if (settings.getOrDefault("aof_enabled", "1").equals("0")) {
            LOG.warn(
                    "{} has no append-only file: when it dies, states stored since its last snapshot are lost."
                            + " Set appendonly yes",
                    connections.place());
        }
        String policy = settings.getOrDefault("maxmemory_policy", "noeviction");
        if (policy.startsWith("allkeys")) {
            LOG.warn(
                    "{} removes whole views when its memory is full, by maxmemory-policy {}. Set noeviction",
                    connections.place(),
                    policy);
        }
    }

    private static Map<String, String> read(Connections connections) {
        byte[] info = (byte[]) connections.read(
                "read the settings of the server", connection -> connection.executeCommand(Command.INFO));
        return new String(info, UTF_8)
                .lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1),
                        (first, second) -> first));
    }
}
