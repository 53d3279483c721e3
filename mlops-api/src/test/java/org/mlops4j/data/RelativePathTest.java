// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.InvalidException;

class RelativePathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "/",
                "/path",
                "path/",
                "a//b",
                "../path",
                "../../path",
                "./../path",
                "path/../to/file",
                "path/../../to/file",
                "path/./file",
                "../art2/x",
                "file:///etc/",
                "/etc",
                "C:",
                "C:evil.txt",
                "c:/evil.txt",
                "a/C:evil.txt",
                "file.txt:stream",
                "a%2e%2e%2fb",
                "..%2f..%2fartifacts",
                "%2E%2E/x",
                "artifact%00",
                "artifact\0",
                "line\nbreak",
                "\\..\\..\\file",
                "..\\..\\file",
                "..\\\\..\\\\file",
                "\\\\server\\share",
                "trailing ",
                "trailing /file",
                "trailing./file",
                ".../file",
                "half\uD83D",
                "u\u0308ber"
            })
    void pathsThatMightMeanAnotherPlaceAreRefused(String text) {
        assertThatThrownBy(() -> new RelativePath(text))
                .isInstanceOf(InvalidException.class)
                .hasMessageStartingWith("path '")
                .message()
                .doesNotContain("\0")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.bin",
                ".hidden",
                "..hidden",
                "a/..b/c",
                "plots/roc curve (final).png",
                "100%.csv",
                "50% of all/x",
                "m%6",
                "über/Größe.txt",
                "日本/モデル.onnx",
                "$HOME/`x`",
                "~/x",
                "-rf"
            })
    void otherPathsAreTakenLiterally(String text) {
        Path root = Path.of("root").toAbsolutePath();
        Path place = new RelativePath(text).under(root);

        assertThat(place).startsWithRaw(root).isNotEqualTo(root).isEqualTo(place.normalize());
        assertThat(root.relativize(place).getNameCount())
                .isEqualTo(new RelativePath(text).segments().size());
        assertThat(String.join("/", new RelativePath(text).segments())).isEqualTo(text);
    }

    @Test
    void aSegmentIsAtMostWhatFileSystemsTake() {
        assertThat(new RelativePath("x/" + "ü".repeat(127)).segments()).hasSize(2);
        assertThatThrownBy(() -> new RelativePath("x/" + "ü".repeat(128)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("255 bytes");
        assertThatThrownBy(() -> new RelativePath("ü".repeat(300))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> new RelativePath("x/".repeat(500) + "y"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("1001 characters");
    }
}
