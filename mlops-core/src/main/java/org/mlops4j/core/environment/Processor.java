// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mlops4j.data.Document;

/** The processor, as far as Linux tells it; elsewhere nothing. */
final class Processor {

    private static final Path LINUX = Path.of("/proc/cpuinfo");

    /** Those extensions by which arithmetic is done; a processor has a hundred others. */
    private static final Pattern ARITHMETIC =
            Pattern.compile("(sse|ssse|avx|fma|f16c|amx|asimd|sve|fp|bf16|i8mm|neon|vfp)[a-z0-9_]*|sme[0-9]*");

    private Processor() {}

    /** {@return the model and its extensions for arithmetic; without fields if they cannot be read} */
    static Document.Fields toDocument() {
        try {
            return Files.isReadable(LINUX)
                    ? parse(Files.readAllLines(LINUX, StandardCharsets.ISO_8859_1))
                    : Document.object();
        } catch (IOException e) {
            // Some containers hide it: a run goes on without.
            return Document.object();
        }
    }

    static Document.Fields parse(List<String> lines) {
        Document.Fields processor = Document.object();
        Optional<String> model = value(lines, "model name", "CPU part");
        processor = processor.withOptional("model", model.orElse(null));
        Optional<String> features = value(lines, "flags", "Features");
        return features.isEmpty() ? processor : processor.with("features", Document.texts(arithmetic(features.get())));
    }

    private static List<String> arithmetic(String features) {
        return Stream.of(features.split(" +", -1))
                .filter(feature -> ARITHMETIC.matcher(feature).matches())
                .sorted()
                .distinct()
                .toList();
    }

    /** The value of the first line with one of two names: x86 and ARM do not agree. */
    private static Optional<String> value(List<String> lines, String name, String otherwise) {
        return lines.stream()
                .filter(line -> line.startsWith(name) || line.startsWith(otherwise))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }
}
