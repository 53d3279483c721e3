// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.IncompatibleException;

/**
 * Where a class comes from, as a file that another JVM can have on its class path. A jar that lies within another, as
 * in an application of Spring Boot, is such a file only once it was copied out.
 *
 * @param type the class
 * @param location where its loader says that it is: a file or directory, or {@code jar:…!/} around the address of a jar
 */
record CodeOrigin(Class<?> type, @Nullable URL location) {

    private static final String JAR = "jar:";
    private static final String WITHIN = "!/";

    static CodeOrigin of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return new CodeOrigin(type, source == null ? null : source.getLocation());
    }

    /**
     * {@return the file or directory}
     *
     * @param copies the directory of a copy, if one is needed
     * @throws IncompatibleException if the class is somewhere else
     * @throws IOException if the copy cannot be made
     */
    Path file(Path copies) throws IOException {
        if (location == null) {
            throw unknown(null);
        }
        String address = location.toString();
        try {
            if (address.startsWith(JAR) && address.endsWith(WITHIN)) {
                address = address.substring(JAR.length(), address.length() - WITHIN.length());
            }
            if (address.startsWith("file:") && !address.contains(WITHIN)) {
                return Path.of(URI.create(address));
            }
            URL nested = URI.create(address.startsWith("file:") ? JAR + address : address)
                    .toURL();
            return copy(nested, copies.resolve(type.getSimpleName() + ".jar"));
        } catch (IllegalArgumentException | MalformedURLException e) {
            throw unknown(e);
        }
    }

    private static Path copy(URL jar, Path file) throws IOException {
        URLConnection connection = jar.openConnection();
        // A cached one would hold the outer jar open.
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            Files.copy(in, file);
        }
        return file;
    }

    private IncompatibleException unknown(@Nullable Exception cause) {
        return new IncompatibleException(
                "no other JVM can be started to try ONNX models, since " + type.getName() + " is in no jar but in "
                        + location
                        + "; unpack the application, or load only signed models, by OnnxFormat.trusting()",
                cause);
    }
}
