// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every Java snippet of the guides is code of a test in this package, or of a GuideTest of an extension: it compiles,
 * and it ran.
 */
class DocumentationTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

    @Test
    void everySnippetOfTheGuidesIsTestedCode() throws IOException {
        String tested = testedCode();
        List<String> unknown = new ArrayList<>();
        int snippets = 0;
        for (Path guide : guides()) {
            for (MatchResult match :
                    SNIPPET.matcher(Files.readString(guide)).results().toList()) {
                snippets++;
                if (!tested.contains(squeezed(match.group(1)))) {
                    unknown.add(guide.getFileName() + ":\n" + match.group(1));
                }
            }
        }
        assertThat(snippets).isPositive();
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult match :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                String target = match.group(1);
                if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
                    broken.add(ROOT.relativize(page) + " → " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static String testedCode() throws IOException {
        Path here = ROOT.resolve("mlops-examples/src/test/java/org/mlops4j/examples/docs");
        try (Stream<Path> files = Files.list(here);
                Stream<Path> extensions = Files.walk(ROOT.resolve("mlops-extensions"))) {
            Stream<Path> guided = extensions.filter(file -> file.toString().endsWith("GuideTest.java"));
            StringBuilder code = new StringBuilder();
            for (Path file : Stream.concat(files, guided).sorted().toList()) {
                code.append(Files.readString(file));
            }
            return squeezed(code.toString());
        }
    }

    private static List<Path> guides() throws IOException {
        return pages().stream()
                .filter(page -> page.startsWith(ROOT.resolve("docs")) || page.endsWith("README.md"))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages =
                    docs.filter(p -> p.toString().endsWith(".md")).sorted().collect(Collectors.toList());
            pages.add(ROOT.resolve("README.md"));
            pages.add(ROOT.resolve("CONTRIBUTING.md"));
            return pages;
        }
    }

    /** Without white space and comments, so that a snippet may be indented and explained in its own way. */
    private static String squeezed(String code) {
        return code.replaceAll("(?m)//.*$", "").replaceAll("\\s+", "");
    }
}
