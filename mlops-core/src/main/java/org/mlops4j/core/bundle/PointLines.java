// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.documents.PointPages;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelPackage.Content;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.tracking.MetricPoint;

/**
 * Points of a metric as lines {@code step,time,value} under a heading. A value is the shortest decimal that gives the
 * same double, or {@code NaN:} and the bits in hexadecimal for a NaN other than the usual one.
 */
final class PointLines {

    private static final String HEADING = "step,time,value";
    private static final String ODD_NAN = "NaN:";
    private static final long USUAL_NAN = Double.doubleToRawLongBits(Double.NaN);

    private PointLines() {}

    static void write(SeriesStore store, String series, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(HEADING + "\n");
            PointPages.forEach(store, series, point -> writeLine(point, out));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
    }

    private static void writeLine(Point point, BufferedWriter out) {
        try {
            out.write(point.step() + "," + point.time() + "," + text(point.value()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the points of a file, which is opened when they are iterated and closed after the last} */
    static Iterable<MetricPoint> read(String path, Content content) {
        return () -> points(path, content);
    }

    private static Iterator<MetricPoint> points(String path, Content content) {
        BufferedReader lines = lines(path, content);
        if (!HEADING.equals(next(path, lines))) {
            throw new InvalidException("'" + path + "' has not the heading " + HEADING);
        }
        return new Iterator<>() {

            private @Nullable String line = PointLines.next(path, lines);

            @Override
            public boolean hasNext() {
                return line != null;
            }

            @Override
            public MetricPoint next() {
                if (line == null) {
                    throw new NoSuchElementException("no point after the last of '" + path + "'");
                }
                MetricPoint point = point(path, line);
                line = PointLines.next(path, lines);
                return point;
            }
        };
    }

    private static BufferedReader lines(String path, Content content) {
        try {
            return new BufferedReader(new InputStreamReader(content.open(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static @Nullable String next(String path, BufferedReader lines) {
        try {
            String line = lines.readLine();
            if (line == null) {
                lines.close();
            }
            return line;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static InvalidException unreadable(String path, IOException e) {
        return new InvalidException("'" + path + "' cannot be read: " + e.getMessage(), e);
    }

    private static MetricPoint point(String path, String line) {
        String[] parts = line.split(",", -1);
        try {
            if (parts.length == 3) {
                return new MetricPoint(Long.parseLong(parts[0]), Instant.parse(parts[1]), value(parts[2]));
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw new InvalidException("'" + path + "' has a line that is no point: " + e.getMessage(), e);
        }
        throw new InvalidException("'" + path + "' has a line of " + parts.length + " parts, not 3");
    }

    private static String text(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return Double.isNaN(value) && bits != USUAL_NAN ? ODD_NAN + Long.toHexString(bits) : Double.toString(value);
    }

    private static double value(String text) {
        return text.startsWith(ODD_NAN)
                ? Double.longBitsToDouble(Long.parseUnsignedLong(text, ODD_NAN.length(), text.length(), 16))
                : Double.parseDouble(text);
    }
}
