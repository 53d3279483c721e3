// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a free port of the loopback interface, which can be killed, stopped and started again. */
final class RedisProcess implements AutoCloseable {

    /** With these, what the server acknowledged survives its death. */
    static final String[] DURABLE = {"--appendonly", "yes", "--appendfsync", "everysec"};

    private static final Path BINARY = binary();

    private final Path directory;
    private final int port;
    private final String[] settings;
    private Process process;

    private RedisProcess(Path directory, int port, String[] settings) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
        this.process = launch();
    }

    /** {@return a server that answers, which keeps its files in a directory} */
    static RedisProcess start(Path directory, String... settings) {
        return new RedisProcess(directory, freePort(), settings);
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port + "/0");
    }

    RedisOnlineStore open() {
        return RedisOnlineStore.open(uri());
    }

    /** {@return a connection beside the store} */
    Connection connect() {
        return new Connection(new HostAndPort("127.0.0.1", port));
    }

    Object execute(Command command, String... arguments) {
        try (Connection connection = connect()) {
            connection.sendCommand(command, arguments);
            return connection.getOne();
        }
    }

    /** Kills it as the operating system does when memory runs out. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void startAgain() {
        process = launch();
    }

    /** Sends a signal by the name that POSIX has for it, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("could not send " + name + " to the server");
        }
    }

    @Override
    public void close() {
        kill();
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                BINARY.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--dir",
                directory.toString()));
        command.addAll(List.of(settings));
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            awaitAnswer(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("these tests need the Redis that Maven brings, which did not start", e);
        }
    }

    private void awaitAnswer(Process started) {
        while (started.isAlive()) {
            try (Connection connection = connect()) {
                connection.sendCommand(Command.PING);
                connection.getOne();
                return;
            } catch (JedisException e) {
                if (String.valueOf(e.getMessage()).startsWith("NOAUTH")) {
                    return;
                }
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("Redis ended by itself with " + started.exitValue());
    }

    private static Path binary() {
        try {
            return ExecutableProvider.newJarResourceProvider().get().toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
