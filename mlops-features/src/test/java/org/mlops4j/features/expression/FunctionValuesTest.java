// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mlops4j.features.Expression.parse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/** Each function at values whose results are known from elsewhere. */
class FunctionValuesTest {

    private static final Schema SCHEMA = Schema.of(
            Field.of("id", DataType.INT64), Field.of("v", new DataType.Vector(3)), Field.of("s", DataType.STRING));

    private static @Nullable Double number(String expression) {
        return number(expression, "");
    }

    private static @Nullable Double number(String expression, String s) {
        Row row = Row.of(SCHEMA, Long.MAX_VALUE, new double[] {1, 2, 2}, s);
        long bits = RowExpression.compile(parse(expression), SCHEMA).bits(row);
        return bits == RowExpression.NULL ? null : Double.longBitsToDouble(bits);
    }

    private static void assertTrue(String expression) {
        assertThat(number(expression)).as(expression).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    abs(-2.5); 2.5
                    abs(-infinity); Infinity
                    ceil(1.2); 2
                    ceil(-1.2); -1
                    pow(2, 10); 1024
                    pow(2, 0.5); 1.4142135623730951
                    pow(-8, 0.5); NaN
                    pow(nan, 0); 1
                    exp(0); 1
                    exp(710); Infinity
                    exp(-1000); 0
                    log(1); 0
                    log(10); 2.302585092994046
                    log(0); -Infinity
                    log(-1); NaN
                    sin(0); 0
                    sin(1); 0.8414709848078965
                    cos(0); 1
                    cos(1); 0.5403023058681398
                    tan(0); 0
                    tan(infinity); NaN
                    asin(1); 1.5707963267948966
                    asin(2); NaN
                    acos(1); 0
                    acos(-1); 3.141592653589793
                    acos(-2); NaN
                    atan(1); 0.7853981633974483
                    atan(-infinity); -1.5707963267948966
                    atan2(1, -1); 2.356194490192345
                    atan2(0, 1); 0
                    is_nan(nan); 1
                    is_nan(infinity); 0
                    nan_to_null(2); 2
                    nan_to_null(infinity); Infinity
                    safe_div(6, 4); 1.5
                    -7 % 3; -1
                    mod(7, 0); NaN
                    sign(-3); -1
                    trunc(-1.9); -1
                    log2(8); 3
                    log2(4.9E-324); -1074
                    log2(0); -Infinity
                    log2(-1); NaN
                    log10(1000); 3
                    log_base(100, 10); 2
                    cbrt(-27); -3
                    expm1(0); 0
                    log1p(-1); -Infinity
                    sigmoid(0); 0.5
                    sigmoid(-1000); 0
                    sigmoid(1000); 1
                    logit(0.5); 0
                    logit(1); Infinity
                    logit(2); NaN
                    cyclic_sin(6, 24); 1
                    cyclic_cos(12, 24); -1
                    to_int32(3000000000, 'saturate'); 2147483647
                    to_int32(-3000000000, 'saturate'); -2147483648
                    to_int32(3000000000, 'wrap'); -1294967296
                    to_int32(-1.9, 'null'); -1
                    to_int64(1e300, 'saturate'); 9.223372036854775807E18
                    to_int64(18446744073709551616, 'wrap'); 0
                    to_float32(1e39); Infinity
                    to_float32(0.1); 0.10000000149011612
                    to_number(true); 1
                    parse_number('-12.50e1'); -125
                    parse_number('1e999'); Infinity
                    length('h\u00e9\ud83d\ude00'); 3
                    word_count('The quick, brown fox.'); 4
                    count_word('fog, Fog. foggy fog fo', 'fog'); 2
                    count_word('', 'fog'); 0
                    levenshtein('kitten', 'sitting'); 3
                    levenshtein('', 'abc'); 3
                    ngram_similarity('night', 'nacht', 2); 0.14285714285714285
                    element(v, 3); 2
                    norm(v); 3
                    dot(slice(v, 2, 2), vector(10, 100)); 220
                    cosine(v, v); 1
                    cosine(v, vector(0, 0, 0)); NaN
                    """)
    void numbersAreWhatIsKnown(String expression, Double value) {
        assertThat(number(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "safe_div(1, 0)",
                "nan_to_null(nan)",
                "nan_to_null(log(-1))",
                "to_int32(3000000000, 'null')",
                "to_int32(nan, 'saturate')",
                "to_int64(infinity, 'wrap')",
                "parse_number('')",
                "parse_number('0x10')",
                "parse_number('1d')",
                "parse_number('NaN')",
                "parse_number('1e')",
                "epoch(parse_time('2001-02-30T00:00:00Z'))",
                "epoch(from_epoch(1e10))",
                "epoch(truncate(timestamp('1677-09-21T00:12:43.145224192Z'), 'year', 'UTC'))"
            })
    void whatHasNoValueIsNull(String expression) {
        assertThat(number(expression)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lower('TITLE I') = 'title i'",
                "upper('stra\u00dfe') = 'STRASSE'",
                "trim('  x ') = 'x'",
                "substr('mlops', 2) = 'lops'",
                "substr('mlops', 2, 3) = 'lop'",
                "substr('mlops', 0, 2) = 'm'",
                "substr('mlops', 9) = ''",
                "substr('\ud83d\ude00ab', 2, 1) = 'a'",
                "concat('a', 'b', 'c') = 'abc'",
                "replace('banana', 'an', 'x') = 'bxxa'",
                "replace('banana', '', 'x') = 'banana'",
                "contains('banana', 'nan') and starts_with('banana', 'ba') and ends_with('banana', 'na')",
                "regex_find('flight AA102', 'AA[0-9]+$') and not regex_find('AA', '^A$')",
                "regex_extract('AA102', '([A-Z]+)([0-9]+)', 2) = '102'",
                "regex_extract('x', '[0-9]') is null",
                "split_part('a|b||c', '|', 3) = '' and split_part('a|b', '|', 3) is null",
                "ngram('the quick brown fox', 2, 3) = 'brown fox' and ngram('one', 2, 1) is null",
                "to_text(id) = '9223372036854775807'",
                "to_text(0.1) = '0.1' and to_text(-0.0) = '0' and to_text(1e23) = '1E+23' and to_text(100) = '100'",
                "to_text(2e-3) = '0.002' and to_text(nan) = 'NaN' and to_text(4.9E-324) = '5E-324'",
                "to_text(true) = 'true' and to_text('x') = 'x'",
                "to_text(timestamp('2001-04-01T08:00:00Z')) = '2001-04-01T08:00:00Z'",
                "geohash(42.605, -5.603, 5) = 'ezs42' and geohash(57.64911, 10.40744, 11) = 'u4pruydqqvj'",
                "geohash(91, 0, 5) is null and geohash(nan, 0, 5) is null"
            })
    void theseHold(String expression) {
        assertTrue(expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hour(timestamp('2001-04-01T08:00:00Z'), 'America/Chicago') = 3",
                "minute(timestamp('2001-04-01T08:07:09Z'), 'Asia/Kathmandu') = 52",
                "second(timestamp('2001-04-01T08:07:09Z'), 'UTC') = 9",
                "day(timestamp('2001-04-01T01:00:00Z'), 'America/Chicago') = 31",
                "month(timestamp('2001-04-01T01:00:00Z'), 'America/Chicago') = 3",
                "quarter(timestamp('2001-04-01T01:00:00Z'), 'America/Chicago') = 1",
                "year(timestamp('2001-01-01T01:00:00Z'), 'America/Chicago') = 2000",
                "day_of_year(timestamp('2000-12-31T12:00:00Z'), 'UTC') = 366",
                "week(timestamp('2001-01-01T12:00:00Z'), 'UTC') = 1 and week(timestamp('2000-12-31T12:00:00Z'), 'UTC') = 52",
                "is_weekend(timestamp('2001-04-01T01:00:00Z'), 'UTC')",
                "not is_weekend(timestamp('2001-04-02T01:00:00Z'), 'UTC')",
                "truncate(timestamp('2001-04-01T12:34:56.789Z'), 'day', 'America/Chicago')"
                        + " = timestamp('2001-04-01T06:00:00Z')",
                "truncate(timestamp('2001-10-28T07:30:00Z'), 'hour', 'America/Chicago')"
                        + " = timestamp('2001-10-28T07:00:00Z')",
                "truncate(timestamp('2001-10-28T06:30:00Z'), 'hour', 'America/Chicago')"
                        + " = timestamp('2001-10-28T06:00:00Z')",
                "truncate(timestamp('2001-04-05T00:00:00Z'), 'week', 'UTC') = timestamp('2001-04-02T00:00:00Z')",
                "truncate(timestamp('2001-06-05T00:00:00Z'), 'quarter', 'UTC') = timestamp('2001-04-01T00:00:00Z')",
                "diff(timestamp('2001-03-31T18:00:00Z'), timestamp('2001-04-01T17:00:00Z'), 'day', 'America/Chicago') = 1",
                "diff(timestamp('2001-03-31T18:00:00Z'), timestamp('2001-04-01T17:00:00Z'), 'hour', 'America/Chicago') = 23",
                "diff(timestamp('2001-01-31T00:00:00Z'), timestamp('2001-02-28T00:00:00Z'), 'month', 'UTC') = 0",
                "diff(timestamp('2001-01-01T00:00:01Z'), timestamp('2001-01-01T00:00:00.5Z'), 'second', 'UTC') = 0",
                "diff(timestamp('2003-01-01T00:00:00Z'), timestamp('2001-01-01T00:00:00Z'), 'quarter', 'UTC') = -8",
                "seconds_between(timestamp('2001-01-01T00:00:01Z'), timestamp('2001-01-01T00:00:00.5Z')) = -0.5",
                "seconds_between(timestamp('1677-09-21T00:12:43.145224192Z'), timestamp('2262-04-11T23:47:16.854775807Z'))"
                        + " = 18446744073.709551615",
                "epoch(timestamp('1969-12-31T23:59:59.5Z')) = -0.5",
                "from_epoch(-0.5) = timestamp('1969-12-31T23:59:59.5Z')",
                "add_seconds(timestamp('2001-01-01T00:00:00Z'), 1.5) = parse_time('2001-01-01T00:00:01.5Z')",
                "add_seconds(timestamp('2262-04-11T23:47:16.854775807Z'), 1e-9) is null"
            })
    void timesAreThoseOfTheCalendar(String expression) {
        assertTrue(expression);
    }

    @Test
    void distancesFollowTheSphere() {
        assertThat(number("haversine(36.12, -86.67, 33.94, -118.40)")).isCloseTo(2_886_448.4297648543, within(1e-6));
        assertThat(number("haversine(0, 0, 0, 180)")).isCloseTo(Math.PI * 6_371_008.8, within(1e-6));
        assertThat(number("haversine(48, 16, 48, 16)")).isZero();
    }

    @Test
    void hashesAreThoseOfXxh64() {
        assertThat(XxHash64.hash("", 0)).isEqualTo(0xEF46_DB37_51D8_E999L);
        assertThat(XxHash64.hash("a", 0)).isEqualTo(0xD24E_C4F1_A98C_6E5BL);
        assertThat(XxHash64.hash("abc", 0)).isEqualTo(0x44BC_2CF5_AD77_0999L);
        assertThat(XxHash64.hash("xxhash", 0)).isEqualTo(0x32DD_3895_2C4B_C720L);
        assertThat(XxHash64.hash("xxhash", 20_141_025)).isEqualTo(0xB559_B98D_844E_0635L);
        assertThat(XxHash64.hash("Nobody inspects the spammish repetition", 0)).isEqualTo(0xFBCE_A83C_8A37_8BF1L);
        assertThat(number("hash('xxhash', 0, 1000)"))
                .isEqualTo((double) Long.remainderUnsigned(0x32DD_3895_2C4B_C720L, 1000));
    }

    @Test
    void patternsTakeLinearTimeAndWrongOnesAreRefused() {
        assertThat(number("regex_find(s, '^(a|a|aa)+$')", "a".repeat(100_000) + "b"))
                .isZero();
        for (String wrong :
                new String[] {"(", "(?=a)", "(a)\\1", "a{2000}", "((a{100}){100}){100}", "a".repeat(2_000)}) {
            assertThatThrownBy(() -> number("regex_find('x', '" + wrong + "')"))
                    .as(wrong)
                    .isInstanceOf(InvalidException.class);
        }
        assertThatThrownBy(() -> number("regex_find('x', '" + "(".repeat(500) + ")".repeat(500) + "*')"))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> number("regex_extract('x', 'x', 1) = 'x'"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("group");
    }

    @Test
    void textsDoNotGrowWithoutEnd() {
        String text = "s";
        for (int i = 0; i < 40; i++) {
            text = "replace(" + text + ", 'a', 'aa')";
        }
        assertThat(number(text + " is null", "a")).isEqualTo(1);
    }

    @Test
    void componentsThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> number("element(v, 4)")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> number("norm(slice(v, 2, 3))")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> number("norm(slice(v, 2147483647, 2147483647))"))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> number("dot(v, vector(1, 2))"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("vector(3)");
    }
}
