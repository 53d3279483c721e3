// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.tracking.RunFieldsAccess;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Field;
import org.mlops4j.search.Filter;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.Contains;
import org.mlops4j.spi.MetadataCondition.Letters;
import org.mlops4j.spi.MetadataCondition.Place;
import org.mlops4j.spi.MetadataQuery.Comparison;

class FilterCompilerTest {

    private static final FilterCompiler COMPILER = new FilterCompiler(RunFieldsAccess::find);

    /** Reads filter and order of a text over the fields of runs. */
    static AttributeTest compile(String text) {
        SearchParser.Parsed parsed = SearchParser.search(text, COMPILER::compile);
        parsed.order().forEach(by -> COMPILER.order(by.field()));
        return COMPILER.compile(parsed.filter());
    }

    @Test
    void whatTheStoreCanTestGoesThereAsOneConditionEach() {
        assertThat(compile("status = 'FINISHED' and params.depth <= 8").necessary())
                .containsExactly(
                        MetadataCondition.of("status", Comparison.EQUAL, Document.of("FINISHED")),
                        MetadataCondition.of("params.depth", Comparison.AT_MOST, Document.of(8)));
        assertThat(compile("metrics.auc > 0.5").necessary())
                .containsExactly(new MetadataCondition.AnyOf(List.of(
                        MetadataCondition.of("metrics.auc#last", Comparison.GREATER, Document.of(0.5)),
                        MetadataCondition.of(
                                "metrics.auc#last#not-finite", Comparison.EQUAL, Document.of("Infinity")))));
    }

    /** As two alternatives each, of which one may be infinite, no store would see the range. */
    @Test
    void whatIsAskedOfOneMetricIsARangeOfItsValues() {
        MetadataCondition above = MetadataCondition.of("metrics.auc#last", Comparison.GREATER, Document.of(0.5));
        MetadataCondition below = MetadataCondition.of("metrics.auc#last", Comparison.LESS, Document.of(0.6));
        assertThat(compile("metrics.auc > 0.5 and (status = 'x' and metrics.auc < 0.6)")
                        .necessary())
                .containsExactly(MetadataCondition.of("status", Comparison.EQUAL, Document.of("x")), above, below);
        assertThat(compile("metrics.auc > 0.5 and metrics.auc != 0.7").necessary())
                .containsExactly(new MetadataCondition.AnyOf(List.of(
                        new MetadataCondition.AllOf(List.of(
                                above,
                                MetadataCondition.of("metrics.auc#last", Comparison.NOT_EQUAL, Document.of(0.7)))),
                        MetadataCondition.of(
                                "metrics.auc#last#not-finite", Comparison.EQUAL, Document.of("Infinity")))));
    }

    @Test
    void aPatternOfOnePartIsTheStoresAlone() {
        assertThat(compile("run_name like 'deep%'").exact()).contains(exact("deep", Place.BEGIN));
        assertThat(compile("run_name like '%deep%'").exact()).contains(exact("deep", Place.ANYWHERE));
        assertThat(compile("run_name like '%deep'").exact()).contains(exact("deep", Place.END));
        assertThat(compile("run_name ilike '%DEEP%'").exact()).contains(either("deep", Place.ANYWHERE));
        assertThat(compile("run_name ilike '%K%'").exact()).isEmpty();
        assertThat(compile("run_name ilike '%\u00e4b%'").exact()).isEmpty();
        assertThat(compile("run_name like 'deep'").exact()).isEmpty();
        assertThat(compile("run_name like '_deep'").exact()).isEmpty();
    }

    @Test
    void aPatternNarrowsTheStoresSearchToWhatBeginsContainsAndEndsLikeIt() {
        assertThat(compile("run_name like 'a%b_deep_c%de'").necessary())
                .containsExactly(exact("a", Place.BEGIN), exact("deep", Place.ANYWHERE), exact("de", Place.END));
        assertThat(compile("run_name like 'deep'").necessary()).containsExactly(exact("deep", Place.BEGIN));
        assertThat(compile("run_name ilike '%D\u00c4P'").necessary())
                .containsExactly(either("d", Place.ANYWHERE), either("p", Place.END));
        assertThat(compile("run_name ilike '%K%'").necessary())
                .containsExactly(new MetadataCondition.AnyOf(
                        List.of(either("k", Place.ANYWHERE), exact("\u212A", Place.ANYWHERE))));
        assertThat(compile("run_name like '%_%'").necessary())
                .containsExactly(MetadataCondition.of("name", Comparison.AT_LEAST, Document.of("")));
    }

    private static Contains exact(String part, Place place) {
        return new Contains("name", part, place, Letters.EXACT);
    }

    private static Contains either(String part, Place place) {
        return new Contains("name", part, place, Letters.ASCII_IN_EITHER_CASE);
    }

    @Test
    void anAlternativeIsNarrowedIfEachOfItsPartsIs() {
        assertThat(compile("run_name ilike 'deep%' or status = 'x'").necessary())
                .containsExactly(new MetadataCondition.AnyOf(List.of(
                        either("deep", Place.BEGIN),
                        MetadataCondition.of("status", Comparison.EQUAL, Document.of("x")))));
        assertThat(compile("datasets.name like 'a%' or status = 'x'").necessary())
                .isEmpty();
    }

    @Test
    void valuesOfTheWrongSortAreRefused() {
        for (String wrong : List.of(
                "metrics.auc = 'x'",
                "status > 3",
                "tags.a = 3",
                "start_time > 'yesterday'",
                "start_time > 99999999999999999",
                "metrics.auc like 'x'",
                "datasets.name > 'x'",
                "datasets.size = 'x'",
                "status is nan",
                "order by datasets.name",
                "params.a = '" + "x".repeat(500) + "'")) {
            assertThatThrownBy(() -> compile(wrong)).as(wrong).isInstanceOf(InvalidException.class);
        }
    }

    @Test
    void aFilterMayHoldText() {
        Filter filter =
                Filter.text("status = 'x'").and(Field.param("a").equalTo(1).negated());
        assertThat(COMPILER.compile(filter).necessary()).hasSize(2);
    }
}
