// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.RelativePath;

class KeysTest {

    @ParameterizedTest
    @CsvSource({
        "plots/roc 1.png, plots/roc 1.png",
        "checkpoint:12/weights, checkpoint_u003a_12/weights",
        "logs./last , logs_u002e_/last",
        "a /b., a_u0020_/b_u002e_"
    })
    void anArtifactKeepsItsPathAsFarAsPathsAllow(String path, String expected) {
        assertThat(new RelativePath(Keys.artifact(path)).text()).isEqualTo(expected);
    }
}
