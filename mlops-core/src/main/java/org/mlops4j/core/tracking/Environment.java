// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.mlops4j.data.Document;

/**
 * Where this process runs. Never environment variables or system properties given on the command line: both may hold
 * secrets.
 */
final class Environment {

    private Environment() {}

    /** {@return the environment of this process; computed at the first call} */
    static Document current() {
        return Holder.ENVIRONMENT;
    }

    static Document capture(String classPath, Document entries, Path workingDirectory) {
        Document.Fields environment = Document.object()
                .with("java", java())
                .with("os", os())
                .with("processors", Runtime.getRuntime().availableProcessors())
                .with("locale", Locale.getDefault().toLanguageTag())
                .with("zone", ZoneId.systemDefault().getId())
                .with("class_path", ClassPath.digest(classPath))
                .with("class_path_entries", entries.digest());
        return GitHead.find(workingDirectory)
                .map(git -> environment.with("git", git.toDocument()))
                .orElse(environment);
    }

    private static Document java() {
        return Document.object()
                .with("version", Runtime.version().toString())
                .with("vendor", System.getProperty("java.vendor", ""))
                .with("vm", System.getProperty("java.vm.name", ""))
                .with("flags", Document.texts(flags()));
    }

    private static Document os() {
        return Document.object()
                .with("name", System.getProperty("os.name", ""))
                .with("version", System.getProperty("os.version", ""))
                .with("arch", System.getProperty("os.arch", ""));
    }

    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X"))
                .toList();
    }

    private static final class Holder {
        private static final Document ENVIRONMENT = capture(
                System.getProperty("java.class.path", ""),
                ClassPathEntries.current(),
                Path.of("").toAbsolutePath());
    }
}
