// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;

/** As much of a mail server as a client needs that asks for STARTTLS, for one connection. */
final class StartTlsServer implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> open = new CopyOnWriteArrayList<>();
    private final List<String> secret = new CopyOnWriteArrayList<>();

    StartTlsServer() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "starttls");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** {@return the lines that came before TLS} */
    List<String> open() {
        return open;
    }

    /** {@return the lines that came within TLS} */
    List<String> secret() {
        return secret;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            say(socket, "220 ready");
            talk(socket, open);
            SSLSocket tls = (SSLSocket)
                    MailServer.certificate().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
            tls.setUseClientMode(false);
            talk(tls, secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers until the client goes over to TLS or says goodbye. */
    private static void talk(Socket socket, List<String> lines) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (data && !line.equals(".")) {
                continue;
            }
            data = line.equals("DATA");
            say(socket, answer(line));
            if (line.equals("STARTTLS") || line.equals("QUIT")) {
                return;
            }
        }
    }

    private static String answer(String line) {
        return switch (line) {
            case "DATA" -> "354 go on";
            case "STARTTLS" -> "220 go ahead";
            case "QUIT" -> "221 goodbye";
            default -> line.startsWith("EHLO") ? "250-hello\r\n250 STARTTLS" : "250 well";
        };
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
