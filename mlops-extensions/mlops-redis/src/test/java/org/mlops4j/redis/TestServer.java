// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** One Redis for all tests of this JVM that do not harm it; it ends with the JVM. Each test has a prefix of its own. */
final class TestServer {

    private TestServer() {}

    static URI uri() {
        return Started.SERVER.uri();
    }

    static RedisProcess process() {
        return Started.SERVER;
    }

    /** {@return a builder of a store that keeps its content under the prefix that stands for a directory} */
    static RedisOnlineStore.Builder store(Path scratch) {
        return RedisOnlineStore.builder().server(uri()).prefix(prefix(scratch));
    }

    static String prefix(Path scratch) {
        return "t" + Integer.toHexString(scratch.hashCode());
    }

    private static final class Started {

        private static final RedisProcess SERVER = start();

        private static RedisProcess start() {
            try {
                RedisProcess server = RedisProcess.start(Files.createTempDirectory("redis"));
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
