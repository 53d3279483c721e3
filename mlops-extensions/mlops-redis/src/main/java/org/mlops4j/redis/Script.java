// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A script that the server runs as one atomic step.
 *
 * @param source in Lua
 * @param digest by which the server knows it
 */
record Script(String source, String digest) {

    static final Script PUT = read("put.lua");
    static final Script REMOVE = read("remove.lua");
    static final Script REMOVE_EXPIRED = read("remove-expired.lua");

    private static Script read(String resource) {
        try (InputStream in = Script.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            byte[] source = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(source);
            return new Script(new String(source, UTF_8), HexFormat.of().formatHex(digest));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + resource + " from the jar", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }

    /** {@return the numbers that the script gives} A server that does not know it yet is told. */
    List<?> run(Connection connection, List<byte[]> keys, List<byte[]> arguments) {
        try {
            return run(connection, Command.EVALSHA, digest, keys, arguments);
        } catch (JedisNoScriptException e) {
            return run(connection, Command.EVAL, source, keys, arguments);
        }
    }

    private static List<?> run(
            Connection connection, Command command, String script, List<byte[]> keys, List<byte[]> arguments) {
        CommandArguments all = new CommandArguments(command).add(script).add(keys.size());
        keys.forEach(all::add);
        arguments.forEach(all::add);
        return (List<?>) connection.executeCommand(all);
    }
}
