// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;

class ClassPathEntriesTest {

    @TempDir
    Path directory;

    private Path jar(String name, Map<String, String> members) throws IOException {
        Path jar = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> member : new TreeMap<>(members).entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue().getBytes(UTF_8));
            }
        }
        return jar;
    }

    private static String pom(String group, String artifact, String version) {
        return "groupId=" + group + "\nartifactId=" + artifact + "\nversion=" + version + "\n";
    }

    private static List<Document> entries(Path... classPath) {
        return ClassPathEntries.of(String.join(
                        File.pathSeparator,
                        List.of(classPath).stream().map(Path::toString).toList()))
                .get("entries")
                .list();
    }

    @Test
    void anArchiveIsListedWithTheDigestOfItsBytesAndItsCoordinates() throws IOException {
        Path plain = jar("plain.jar", Map.of("A.class", "a"));
        Path shaded = jar(
                "shaded.jar",
                Map.of(
                        "META-INF/maven/org.yaml/snakeyaml/pom.properties", pom("org.yaml", "snakeyaml", "1.33"),
                        "META-INF/maven/a/b/pom.properties", pom("a", "b", "2.0"),
                        "elsewhere/pom.properties", pom("x", "y", "1")));

        List<Document> entries = entries(shaded, plain);

        assertThat(entries).extracting(e -> e.get("name").text()).containsExactly("shaded.jar", "plain.jar");
        assertThat(entries.get(0).get("digest").text())
                .isEqualTo(Digest.of(Files.readAllBytes(shaded)).hex());
        assertThat(entries.get(0).get("maven").texts()).containsExactly("a:b:2.0", "org.yaml:snakeyaml:1.33");
        assertThat(entries.get(1).get("maven").texts()).isEmpty();
    }

    @Test
    void whatIsNoArchiveOrSaysNonsenseStopsNothing() throws IOException {
        Path text = Files.writeString(directory.resolve("no.jar"), "no archive");
        Path nonsense = jar(
                "nonsense.jar",
                Map.of(
                        "META-INF/maven/a/b/pom.properties", "groupId=\\uZZZZ",
                        "META-INF/maven/a/c/pom.properties", pom("<script>", "c", "1"),
                        "META-INF/maven/a/d/pom.properties", ""));

        List<Document> entries = entries(text, directory.resolve("missing.jar"), directory, nonsense);

        assertThat(entries).extracting(e -> e.get("name").text()).containsExactly("nonsense.jar");
        assertThat(entries.get(0).get("maven").texts()).isEmpty();
    }

    @Test
    void allRunsOfAProcessShareOneListThatIsWhatItsIdSays() {
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            mlops.tracking().start("a").close();
            mlops.tracking().start("b").close();

            mlops.metadata().read(reader -> {
                assertThat(reader.query(MetadataQuery.of(ClassPathEntries.KIND)))
                        .singleElement()
                        .satisfies(list -> {
                            assertThat(list.id()).isEqualTo(list.body().digest().hex());
                            assertThat(list.attributes()).containsKey(ClassPathEntries.maven("org.xerial:sqlite-jdbc"));
                        });
                return reader.lastChange();
            });
            assertThat(mlops.tracking().load("b-1").environment().get("class_path_entries"))
                    .isEqualTo(Document.of(ClassPathEntries.current().digest().hex()));
            assertThat(mlops.audit().verify()).isEqualTo(4);
        }
    }
}
