// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;
import org.mlops4j.diff.Change;
import org.mlops4j.diff.Changes;

class EnvironmentTest {

    private static Environment environment(String java, int processors) {
        return new Environment(Document.object()
                .with("java", Document.object().with("version", java).with("flags", Document.texts(List.of("-Xmx1g"))))
                .with("processors", processors));
    }

    @Test
    void factorsAreNamedByTheirPath() {
        assertThat(environment("17", 2).factors()).containsOnlyKeys("java.flags", "java.version", "processors");
    }

    @Test
    void theDifferenceNamesEachFactorThatIsAnotherOrThereOnlyOnce() {
        Environment onTwo = environment("17", 2);
        Changes<Document> changes = onTwo.difference(
                new Environment(Document.object(environment("21", 2).document().fields())
                        .with("git", Document.object().with("commit", "abc"))));
        assertThat(changes.changed())
                .containsExactly(Map.entry("java.version", new Change<>(Document.of("17"), Document.of("21"))));
        assertThat(changes.added()).containsOnlyKeys("git.commit");
        assertThat(changes.removed()).isEmpty();
        assertThat(onTwo.difference(environment("17", 2)).isEmpty()).isTrue();
    }
}
