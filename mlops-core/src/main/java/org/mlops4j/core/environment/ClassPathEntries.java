// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;

/**
 * The archives of a class path, each with its SHA-256 and the Maven coordinates that it says of itself; a shaded
 * archive says several. They are a document of their own, under its digest, that all runs of one program share: so
 * which runs had an archive is answered by an index.
 *
 * <p>Every byte of every archive is read, on all processors, once a process: 0.7 s for 200 archives of 140 MB on two
 * processors, several times that in the first second of a process. The first run of a process waits for it.
 */
public final class ClassPathEntries {

    /** The kind of the documents; they are what their id says, so they are not audited. */
    public static final String KIND = "class-path";

    /** The value of the attributes {@link #archive} and {@link #maven}. */
    public static final Document LISTED = Document.of(1);

    /** More archives than this are a mistake; the rest is left out. */
    private static final int MOST_ARCHIVES = 5_000;

    private static final Pattern COORDINATE = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
    private static final Pattern COORDINATES_FILE = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

    private ClassPathEntries() {}

    /** {@return the list for the class path of this process; computed once} */
    public static Document current() {
        return Holder.ENTRIES;
    }

    /** {@return the list for a class path, in its order; folders and what cannot be read are left out} */
    static Document of(String classPath) {
        List<Path> archives = Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(Files::isRegularFile)
                .limit(MOST_ARCHIVES)
                .toList();
        List<Document> entries = archives.parallelStream()
                .map(ClassPathEntries::entry)
                .flatMap(List::stream)
                .toList();
        return Document.object().with("entries", Document.list(entries));
    }

    /** Stores the list of this process unless the store has it. */
    public static void store(MetadataStore metadata) {
        Document entries = current();
        String id = entries.digest().hex();
        if (metadata.read(reader -> reader.find(KIND, id)).isEmpty()) {
            metadata.write(writer -> writer.put(KIND, id, entries, attributes(entries)));
        }
    }

    /** {@return the attribute that all lists have which hold an archive} */
    public static String archive(Digest digest) {
        return "archive:" + digest.hex();
    }

    /**
     * {@return the attribute that all lists have which hold an archive of these coordinates, with or without version}
     */
    public static String maven(String coordinates) {
        return "maven:" + coordinates;
    }

    /** {@return the entries of a list, if the store has it} */
    public static List<Document> find(MetadataReader reader, String id) {
        return reader.find(KIND, id)
                .map(stored -> stored.body().get("entries").list())
                .orElse(List.of());
    }

    private static Map<String, Document> attributes(Document list) {
        Map<String, Document> attributes = new TreeMap<>();
        for (Document entry : list.get("entries").list()) {
            attributes.put("archive:" + entry.get("digest").text(), LISTED);
            for (String coordinates : entry.get("maven").texts()) {
                attributes.put(maven(coordinates), LISTED);
                attributes.put(maven(coordinates.substring(0, coordinates.lastIndexOf(':'))), LISTED);
            }
        }
        return attributes;
    }

    private static List<Document> entry(Path archive) {
        try {
            return List.of(Document.object()
                    .with("name", archive.getFileName().toString())
                    .with("digest", digest(archive))
                    .with("maven", Document.texts(coordinates(archive))));
        } catch (IOException | UncheckedIOException e) {
            // What is no archive or cannot be read is on no class path; the class loader passes over it too.
            return List.of();
        }
    }

    private static Digest digest(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            return Digest.of(in);
        }
    }

    private static List<String> coordinates(Path archive) throws IOException {
        List<String> coordinates = new ArrayList<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry member : zip.stream().toList()) {
                if (COORDINATES_FILE.matcher(member.getName()).matches()) {
                    try (InputStream in = zip.getInputStream(member)) {
                        coordinates(in.readNBytes(1 << 16), coordinates);
                    }
                }
            }
        }
        return coordinates.stream().sorted().distinct().toList();
    }

    /** An archive that says nonsense of itself is listed by its digest alone. */
    private static void coordinates(byte[] file, List<String> coordinates) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(file));
        } catch (IllegalArgumentException e) {
            return; // A malformed escape.
        }
        List<String> parts = List.of(
                properties.getProperty("groupId", ""),
                properties.getProperty("artifactId", ""),
                properties.getProperty("version", ""));
        if (parts.stream().allMatch(part -> COORDINATE.matcher(part).matches())) {
            coordinates.add(String.join(":", parts));
        }
    }

    private static final class Holder {
        private static final Document ENTRIES = of(System.getProperty("java.class.path", ""));
    }
}
