// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

class JacksonTextTest {

    private final JacksonText json = new JacksonText();

    @Test
    void documentsReadBackAsTheyWere() {
        Document document = Document.object()
                .with("text", "ü \u0000 \"quoted\" \\ \uD83D\uDE00")
                .with("whole", Long.MIN_VALUE)
                .with("real", 1.0)
                .with("zero", -0.0)
                .with("nan", Double.NaN)
                .with("yes", true)
                .with("nothing", Document.nothing())
                .with(
                        "list",
                        Document.list(Document.of(1), Document.of(1.0), Document.texts(List.of()), Document.object()));
        assertThat(json.read(json.write(document))).isEqualTo(document);
        assertThat(json.read(json.write(document)).digest()).isEqualTo(document.digest());
    }

    @Test
    void fieldsAreWrittenSortedWithoutWhiteSpace() {
        assertThat(json.write(json.read(" { \"b\" : 1 , \"a\" : [ true , null , 2.50 ] } ")))
                .isEqualTo("{\"a\":[true,null,2.5],\"b\":1}");
    }

    @Test
    void everyDoubleReadsBackAsTheSameReal() {
        SplittableRandom random = new SplittableRandom(4711);
        for (int i = 0; i < 100_000; i++) {
            double number = i < 50_000
                    ? Double.longBitsToDouble(random.nextLong())
                    : random.nextInt(-1_000, 1_000) / (double) (1 << random.nextInt(12));
            if (Double.isFinite(number)) {
                Document read = json.read(json.write(Document.of(number)));
                assertThat(read).as("%s", number).isInstanceOf(Document.Real.class);
                assertThat(Double.doubleToRawLongBits(read.number())).isEqualTo(Double.doubleToRawLongBits(number));
            }
        }
    }

    @Test
    void doublesAreWrittenInTheSameDigitsOnEveryJdk() {
        assertThat(json.write(Document.of(2.0E-3))).isEqualTo("0.002");
        assertThat(json.write(Document.of(Double.parseDouble("2.2E-322")))).isEqualTo("2.2E-322");
        assertThat(json.write(Document.of(1.0E22))).isEqualTo("1.0E22");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "1 2",
                "NaN",
                "Infinity",
                "-",
                "01",
                "1e400",
                "9223372036854775808",
                "'a'",
                "{a:1}",
                "\"\uD800\"",
                "\"a\nb\"",
                "nul",
                "/* no */ 1",
                "[1}"
            })
    void whatIsNotJsonByTheLetterIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> json.read(text))
                .isInstanceOf(InvalidException.class)
                .hasMessageMatching("(?s)not a JSON document: .+, at line \\d+, column \\d+");
    }

    @Test
    void deepTextsAreRefusedAndNotAnOverflowOfTheStack() {
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> json.read(deep))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("at line 1, column ");
        String deepest = "[".repeat(JacksonText.MAX_DEPTH) + "]".repeat(JacksonText.MAX_DEPTH);
        assertThat(json.write(json.read(deepest))).isEqualTo(deepest);
        Document tooDeep = Document.list(json.read(deepest));
        assertThatThrownBy(() -> json.write(tooDeep)).isInstanceOf(InvalidException.class);
    }

    @Test
    void halfASurrogatePairIsRefusedWhenItIsWritten() {
        assertThatThrownBy(() -> json.write(Document.of("a\uDC00")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("index 1");
    }

    @Test
    void damagedTextsGiveADocumentOrTheOneException() {
        String text = json.write(Document.object().with("a", 1.5).with("list", Document.texts(List.of("x", "ü"))));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder mutant = new StringBuilder(text);
            mutant.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
            try {
                assertThat(json.read(mutant.toString())).isNotNull();
            } catch (InvalidException e) {
                assertThat(e).hasMessageContaining("line");
            }
        }
    }
}
