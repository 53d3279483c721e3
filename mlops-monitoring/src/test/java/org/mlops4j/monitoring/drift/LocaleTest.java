// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.profile.ReferenceProfile;

class LocaleTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void reportsAndLabelsAreTheSameInEveryLocale() {
        Locale.setDefault(Locale.ROOT);
        DriftReport expected = report();
        for (String tag : List.of("de-DE", "tr-TR", "ar-EG-u-nu-arab")) {
            Locale.setDefault(Locale.forLanguageTag(tag));

            assertThat(report().toDocument().digest())
                    .as(tag)
                    .isEqualTo(expected.toDocument().digest());
            assertThat(report().columns().get(0).reference().histogram().bins().label(0))
                    .as(tag)
                    .isEqualTo(expected.columns()
                            .get(0)
                            .reference()
                            .histogram()
                            .bins()
                            .label(0));
        }
    }

    private static DriftReport report() {
        Table.Builder table =
                Table.builder(Schema.of(Field.of("TITLE", DataType.STRING), Field.nullable("x", DataType.FLOAT64)));
        for (int i = 0; i < 100; i++) {
            table.add("I" + i % 3, i % 7 == 0 ? null : i / 8.0);
        }
        Table all = table.build();
        return Drift.between(ReferenceProfile.of(all.slice(0, 60)), all.slice(40, 100), DriftPolicy.defaults());
    }
}
