// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.StoredDocument;

/**
 * Where this process runs, as the document of an {@link org.mlops4j.tracking.Environment}. Never environment variables
 * or system properties given on the command line: both may hold secrets.
 */
public final class ProcessEnvironment {

    /** The kind of the documents; they are what their id says, so they are not audited. */
    private static final String KIND = "environment";

    private ProcessEnvironment() {}

    /**
     * {@return the environment of this process} Computed at the first call, which reads every archive of the class path
     * and asks Git what was changed in the work tree.
     */
    public static Document current() {
        return Holder.ENVIRONMENT;
    }

    /** {@return the changes in the work tree that {@link #current()} tells of, if there are any and they are known} */
    public static Optional<WorkTreeChanges> changes() {
        return Holder.CHANGES;
    }

    /**
     * Stores the environment of this process under its {@link #digest}, and the list of its class path, unless the
     * store has them.
     */
    public static void store(MetadataStore metadata) {
        String id = digest().hex();
        if (metadata.read(reader -> reader.find(KIND, id)).isEmpty()) {
            ClassPathEntries.store(metadata);
            metadata.write(writer -> writer.put(KIND, id, current(), Map.of()));
        }
    }

    /** {@return the digest of {@link #current()}} */
    public static Digest digest() {
        return Holder.DIGEST;
    }

    /** {@return the digest of all code of this process, in the order of its class path} */
    public static Digest code() {
        return Holder.CODE;
    }

    /** {@return the environment that was stored under a digest, if it is there} */
    public static Optional<Document> find(MetadataReader reader, Digest digest) {
        return reader.find(KIND, digest.hex()).map(StoredDocument::body);
    }

    static Document capture(String classPath, Document entries, Optional<WorkTree> workTree) {
        Document.Fields environment = Document.object()
                .with("java", VirtualMachine.toDocument())
                .with("os", os())
                .with("cpu", Processor.toDocument())
                .with("processors", Runtime.getRuntime().availableProcessors())
                .with("parallelism", ForkJoinPool.getCommonPoolParallelism())
                .with("locale", Locale.getDefault().toLanguageTag())
                .with("format_locale", Locale.getDefault(Locale.Category.FORMAT).toLanguageTag())
                .with("charset", Charset.defaultCharset().name())
                .with("zone", ZoneId.systemDefault().getId())
                .with("tzdata", timeZoneData())
                .with("class_path", ClassPath.digest(classPath))
                .with("class_path_entries", entries.digest());
        return workTree.map(tree -> environment.with("git", tree.toDocument())).orElse(environment);
    }

    private static Document os() {
        return Document.object()
                .with("name", System.getProperty("os.name", ""))
                .with("version", System.getProperty("os.version", ""))
                .with("arch", System.getProperty("os.arch", ""));
    }

    /** The release of the time zone database, such as 2025b. */
    private static String timeZoneData() {
        return ZoneRulesProvider.getVersions("UTC").lastKey();
    }

    private static final class Holder {
        private static final Optional<WorkTree> WORK_TREE =
                WorkTree.find(Path.of("").toAbsolutePath());
        private static final Optional<WorkTreeChanges> CHANGES = WORK_TREE.flatMap(WorkTree::changes);
        private static final Document ENVIRONMENT =
                capture(System.getProperty("java.class.path", ""), ClassPathEntries.current(), WORK_TREE);
        private static final Digest DIGEST = ENVIRONMENT.digest();
        private static final Digest CODE =
                new Digest(ENVIRONMENT.get("class_path").text());
    }
}
