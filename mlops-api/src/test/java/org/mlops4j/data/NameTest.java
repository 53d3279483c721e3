// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.InvalidException;

class NameTest {

    private static final String LONGEST = "a".repeat(250);

    @ParameterizedTest
    @ValueSource(strings = {"late-flights", "a", "_", "7", "v1.2", "A_b-C.d", "a--b"})
    void aNameIsLettersDigitsUnderscoresDotsAndHyphens(String name) {
        assertThat(Name.require("model", name)).isEqualTo(name);
        assertThat(Name.requireKey("metric", name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ".", "..", "a..b", ".a", "-a", "a ", "a/b", "a:b", "a\\b", "a\0", "a\nb", "a%6fb", "ä",
                "a\u200b"
            })
    void whatCouldBeAPathOrLookLikeAnotherNameIsRefused(String name) {
        assertThatThrownBy(() -> Name.require("model", name))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("model '")
                .hasMessageNotContaining("\0");
    }

    @Test
    void aNameHasAtMost250Characters() {
        assertThat(Name.require("model", LONGEST)).isEqualTo(LONGEST);
        assertThatThrownBy(() -> Name.require("model", LONGEST + "a")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Name.require("model", "a".repeat(10_000)))
                .isInstanceOf(InvalidException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        assertThatThrownBy(() -> Limits.DEFAULT.withNames(3).requireKey("metric", "four"))
                .isInstanceOf(InvalidException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train/auc", "a: b", "system/cpu", "a/.hidden", "a/b./c", "f1 score"})
    void aKeyMayHaveSlashesColonsAndSpacesToo(String key) {
        assertThat(Limits.DEFAULT.requireKey("metric", key)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", " a", "a/", "a ", "a/../b", "../a", "a\\b", "a\tb"})
    void aKeyIsNoPathThatLeadsElsewhere(String key) {
        assertThatThrownBy(() -> Name.requireKey("metric", key)).isInstanceOf(InvalidException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b", "a///b", "a/./b", "a/.", "a//.b"})
    void aNewKeyIsWrittenInOneWayOnly(String key) {
        assertThatThrownBy(() -> Limits.DEFAULT.requireKey("metric", key))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("metric '" + key + "'");
        // What was stored before that was a rule can still be asked for.
        assertThat(Name.requireKey("metric", key)).isEqualTo(key);
    }
}
