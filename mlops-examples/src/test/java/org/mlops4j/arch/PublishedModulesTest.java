// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What is published is complete, so far as it can be told from the projects' files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedModulesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String BOM = "mlops-bom";

    private final Element root = parse(ROOT.resolve("pom.xml"));
    private final List<Module> published = published(root);

    @Test
    void everyPublishedModuleIsInTheBom() {
        assertThat(managed(bom()).stream()
                        .filter(PublishedModulesTest::isOurs)
                        .map(dependency -> text(dependency, "artifactId")))
                .containsExactlyInAnyOrderElementsOf(published.stream()
                        .map(Module::name)
                        .filter(name -> !name.equals(BOM))
                        .toList());
    }

    @Test
    void theBomHasTheVersionsOfOthersThatThisBuildHas() {
        List<Element> others = managed(bom()).stream()
                .filter(dependency -> !isOurs(dependency))
                .toList();
        assertThat(others).isNotEmpty().allSatisfy(other -> {
            String name = text(other, "artifactId");
            Element here = managed(root).stream()
                    .filter(dependency -> text(dependency, "artifactId").equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is not managed by the parent"));
            String property = text(here, "version").replaceAll("[${}]", "");
            assertThat(text(other, "version"))
                    .as(name)
                    .isEqualTo(text(child(root, "properties").orElseThrow(), property));
        });
    }

    @Test
    void everyPublishedModuleHasWhatMavenCentralAsksEachProjectFor() {
        assertThat(published).allSatisfy(module -> {
            assertThat(text(module.pom(), "name")).startsWith("mlops4j");
            assertThat(text(module.pom(), "description")).endsWith(".");
        });
    }

    @Test
    void everyPublishedJarHasAModuleNameOfItsOwn() throws IOException {
        List<String> names = new ArrayList<>();
        for (Module module : published) {
            if (!module.isJar()) {
                continue;
            }
            Path descriptor = module.directory().resolve("src/main/java/module-info.java");
            String name = Files.exists(descriptor)
                    ? Files.readString(descriptor).replaceAll("(?s).*\\bmodule ([\\w.]+) \\{.*", "$1")
                    : descendant(module.pom(), "Automatic-Module-Name");
            assertThat(name).as(module.name()).startsWith("org.mlops4j.");
            names.add(name);
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    /** {@return the modules of the build, without those that say that they are not deployed} */
    private static List<Module> published(Element root) {
        return children(child(root, "modules").orElseThrow(), "module").stream()
                .map(module -> Module.in(ROOT.resolve(module.getTextContent())))
                .filter(Module::isDeployed)
                .sorted(Comparator.comparing(Module::name))
                .toList();
    }

    private Element bom() {
        return published.stream()
                .filter(module -> module.name().equals(BOM))
                .findFirst()
                .orElseThrow()
                .pom();
    }

    /** {@return the dependencies whose versions a project manages} */
    private static List<Element> managed(Element project) {
        Element management = child(project, "dependencyManagement").orElseThrow();
        return children(child(management, "dependencies").orElseThrow(), "dependency");
    }

    private static boolean isOurs(Element dependency) {
        return text(dependency, "groupId").equals("org.mlops4j");
    }

    private record Module(String name, Path directory, Element pom) {

        static Module in(Path directory) {
            Element pom = parse(directory.resolve("pom.xml"));
            return new Module(text(pom, "artifactId"), directory, pom);
        }

        boolean isDeployed() {
            return child(pom, "properties")
                    .map(properties -> text(properties, "maven.deploy.skip"))
                    .filter("true"::equals)
                    .isEmpty();
        }

        boolean isJar() {
            return !text(pom, "packaging").equals("pom");
        }
    }

    private static Element parse(Path pom) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("cannot read " + pom, e);
        }
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        return nodes(parent.getChildNodes())
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(element -> element.getTagName().equals(name))
                .toList();
    }

    private static String descendant(Element parent, String name) {
        return nodes(parent.getElementsByTagName(name))
                .map(Node::getTextContent)
                .findFirst()
                .orElse("");
    }

    private static Stream<Node> nodes(NodeList list) {
        return IntStream.range(0, list.getLength()).mapToObj(list::item);
    }

    /** {@return the text of a child, empty if there is none} */
    private static String text(Element parent, String name) {
        return child(parent, name).map(Element::getTextContent).orElse("");
    }
}
