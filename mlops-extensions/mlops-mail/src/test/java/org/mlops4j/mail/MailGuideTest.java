// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.spi.AlertSink;

/** The code of mails in the guide to alerts. */
class MailGuideTest {

    @TempDir
    private Path directory;

    @Test
    void mail() {
        String password = "a password";
        try (Mlops mlops = Mlops.open(directory)) {
            AlertSink mail = MailSink.by(mlops, "smtp.example.com")
                    .login("mlops", password)
                    .from("mlops@example.com")
                    .to("ml-team@example.com", "Ben <ben@example.com>")
                    .build();
            assertThat(mail).isInstanceOf(MailSink.class);
        }
    }
}
