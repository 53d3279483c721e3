// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.assertj.core.data.Offset;

/** Numbers that another implementation printed; the first line of the file says which. */
public final class Reference {

    private final Properties properties = new Properties();

    private Reference() {}

    public static Reference open(String name) {
        Reference reference = new Reference();
        try (Reader reader = new InputStreamReader(
                requireNonNull(Reference.class.getResourceAsStream("/reference/" + name + ".properties"), name),
                StandardCharsets.UTF_8)) {
            reference.properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reference;
    }

    public boolean has(String key) {
        return properties.containsKey(key);
    }

    public double number(String key) {
        return numbers(key)[0];
    }

    public double[] numbers(String key) {
        return Arrays.stream(requireNonNull(properties.getProperty(key), key).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    public long[] counts(String key) {
        return Arrays.stream(numbers(key)).mapToLong(value -> (long) value).toArray();
    }

    /** The middle parts of keys like {@code ks.unequal.p}. */
    public List<String> cases(String prefix, String suffix) {
        List<String> cases = properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix + ".") && key.endsWith(suffix))
                .map(key -> key.substring(prefix.length() + 1, key.length() - suffix.length()))
                .sorted()
                .toList();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("no case " + prefix + ".*" + suffix);
        }
        return cases;
    }

    /** Equal to twelve digits, whatever the size. */
    public static Offset<Double> twelveDigits(double expected) {
        return Offset.offset(Math.abs(expected) * 1e-12);
    }
}
