// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mlops4j.error.InvalidException;

class RecordDocumentTest {

    enum Split {
        TRAIN,
        HELD_OUT
    }

    record Rows(long count, Split split) {}

    record Everything(
            boolean truth,
            int whole,
            long large,
            float small,
            double real,
            String text,
            Split constant,
            Instant time,
            Duration duration,
            Digest digest,
            Document document,
            Rows rows,
            List<Rows> parts,
            Map<String, Double> metrics,
            Optional<String> note,
            @Nullable Integer depth) {}

    record Auc(double auc) {
        Auc {
            if (auc < 0) {
                throw new IllegalArgumentException("an AUC is not negative");
            }
        }
    }

    record Unknown(Thread thread) {}

    private static Everything everything(double real, Optional<String> note, @Nullable Integer depth) {
        return new Everything(
                true,
                -7,
                1L << 60,
                0.1f,
                real,
                "naïve \"text\"",
                Split.HELD_OUT,
                Instant.parse("2026-03-03T12:00:00.000000001Z"),
                Duration.ofMillis(1_500),
                Digest.of("x".getBytes(StandardCharsets.UTF_8)),
                Document.list(Document.of(1), Document.nothing()),
                new Rows(5, Split.TRAIN),
                List.of(new Rows(1, Split.TRAIN), new Rows(2, Split.HELD_OUT)),
                Map.of("auc", 0.7, "loss", Double.POSITIVE_INFINITY),
                note,
                depth);
    }

    @Test
    void aRecordComesBackAsItWas() {
        for (Everything values : List.of(
                everything(0.1 + 0.2, Optional.of("note"), 6),
                everything(Double.NaN, Optional.empty(), null),
                everything(-0.0, Optional.of(""), Integer.MIN_VALUE))) {
            assertThat(RecordDocument.read(RecordDocument.of(values), Everything.class))
                    .isEqualTo(values);
        }
        assertThat(RecordDocument.of(everything(1, Optional.empty(), null)).fields())
                .containsKey("rows")
                .doesNotContainKeys("note", "depth");
    }

    @Test
    void fieldsWithoutAComponentAreLeftAlone() {
        Document document = Document.object().with("auc", 0.7).with("new_in_the_next_release", 1);
        assertThat(RecordDocument.read(document, Auc.class)).isEqualTo(new Auc(0.7));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> RecordDocument.read(Document.object(), Auc.class))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("component 'auc' of record Auc: there is no such field");
        assertThatThrownBy(() -> RecordDocument.read(Document.object().with("auc", "high"), Auc.class))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("component 'auc' of record Auc");
        assertThatThrownBy(() -> RecordDocument.read(Document.object().with("auc", -1), Auc.class))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("an AUC is not negative");
        Document tooLarge = Document.object().with("count", 1).with("split", "sideways");
        assertThatThrownBy(() -> RecordDocument.read(tooLarge, Rows.class))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("component 'split' of record Rows");
        assertThatThrownBy(() -> RecordDocument.of(new Unknown(Thread.currentThread())))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("do not know java.lang.Thread");
        assertThatThrownBy(() -> RecordDocument.read(Document.object().with("thread", 1), Unknown.class))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("do not know java.lang.Thread");
    }

    @Test
    void aWholeNumberThatIsTooLargeIsNoInt() {
        record Depth(int depth) {}

        assertThatThrownBy(() -> RecordDocument.read(Document.object().with("depth", 1L << 40), Depth.class))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("component 'depth' of record Depth: integer overflow");
    }
}
