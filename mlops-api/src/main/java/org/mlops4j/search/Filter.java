// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.search;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * What to find. A filter is made from a {@link Field}, or from text by {@link #text}. The language:
 *
 * <pre>
 * filter     comparison | filter AND filter | filter OR filter | NOT filter | ( filter )
 * comparison field = != &lt;&gt; &gt; &gt;= &lt; &lt;= value
 *            field [NOT] LIKE 'late-%' | field [NOT] ILIKE 'LATE-%'
 *            field [NOT] IN (value, …) | field [NOT] BETWEEN value AND value
 *            field IS [NOT] NULL | field IS [NOT] NAN
 * field      metrics.auc | metrics.auc.max | params.depth | tags.team | datasets.digest | status
 *            metrics.`any key` | metrics."any key" | attributes.status | `metrics`.auc
 * value      'text' | "text" | 0.7 | true | '2026-03-03T12:00:00Z'
 * </pre>
 *
 * <p>AND binds closer than OR. Words may be in capitals or not. A metric without an aggregate is its last value; the
 * aggregates are {@code first last min max mean count min_step max_step}, in small letters. In a run that has a metric
 * with the key {@code auc.max} itself, that metric is what {@code metrics.auc.max} means. Parameters compare as texts
 * with a quoted value and as numbers with a bare one. Times are ISO-8601 instants in quotes or bare milliseconds since
 * 1970. Filters of MLflow mean here what they mean there; only {@code attributes.artifact_uri} matches nothing, since
 * the artifacts of a run are found by their digests.
 *
 * <p>A comparison, {@code LIKE} and {@code IN}, also with {@code NOT} before the operator, does not match what lacks
 * the field; {@code NOT (…)} around it does. Where a field has several values, such as {@code datasets.name}, one of
 * them has to match: {@code datasets.name != 'train'} finds what used something else, with or without {@code train}.
 * NaN matches {@code IS NAN} and nothing else. Search sees the first 500 characters of a text.
 */
public sealed interface Filter {

    /** {@return a filter that matches everything} */
    static Filter everything() {
        return new And(List.of());
    }

    /** {@return a filter given as text; it is read when the search is carried out} */
    static Filter text(String expression) {
        return new Text(expression);
    }

    /** {@return a filter for what matches both} */
    default Filter and(Filter other) {
        return new And(List.of(this, other));
    }

    /** {@return a filter for what matches one or both} */
    default Filter or(Filter other) {
        return new Or(List.of(this, other));
    }

    /** {@return a filter for what does not match} */
    default Filter negated() {
        return new Not(this);
    }

    /** How a field relates to a value. */
    enum Operator {
        /** Same value. */
        EQUAL,
        /** Present and another value. */
        NOT_EQUAL,
        /** Greater. */
        ABOVE,
        /** Greater or same. */
        AT_LEAST,
        /** Smaller. */
        BELOW,
        /** Smaller or same. */
        AT_MOST
    }

    /** Whether small letters and capitals differ. */
    enum Letters {
        /** They do. */
        EXACT,
        /** They do not. */
        EITHER_CASE
    }

    /**
     * A field in a relation to a value.
     *
     * @param field the field
     * @param operator the relation
     * @param value a text, a number or a truth value
     */
    record Compared(Field field, Operator operator, Document value) implements Filter {}

    /**
     * A text of some form.
     *
     * @param field the field
     * @param pattern the form: {@code %} stands for any letters, {@code _} for one
     * @param letters whether small letters and capitals differ
     */
    record Like(Field field, String pattern, Letters letters) implements Filter {}

    /**
     * One of some values.
     *
     * @param field the field
     * @param values texts or numbers
     */
    record In(Field field, List<Document> values) implements Filter {

        /** Copies the values. */
        public In {
            values = List.copyOf(values);
        }
    }

    /**
     * A field that is there, and none of some values. Of several values that a field has, one is none of them.
     *
     * @param field the field
     * @param values texts or numbers, at least one
     */
    record NotIn(Field field, List<Document> values) implements Filter {

        /** Copies the values. */
        public NotIn {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("a field can be none of some values only if there are some");
            }
        }
    }

    /**
     * A field that is not there.
     *
     * @param field the field
     */
    record Missing(Field field) implements Filter {}

    /**
     * A metric that is NaN.
     *
     * @param field the field
     */
    record IsNan(Field field) implements Filter {}

    /**
     * All of several.
     *
     * @param filters the several; of none, all do
     */
    record And(List<Filter> filters) implements Filter {

        /** Copies the filters. */
        public And {
            filters = List.copyOf(filters);
        }
    }

    /**
     * At least one of several.
     *
     * @param filters the several; of none, none does
     */
    record Or(List<Filter> filters) implements Filter {

        /** Copies the filters. */
        public Or {
            filters = List.copyOf(filters);
        }
    }

    /**
     * The opposite.
     *
     * @param filter of what
     */
    record Not(Filter filter) implements Filter {}

    /**
     * A filter as text.
     *
     * @param expression in the language described above
     */
    record Text(String expression) implements Filter {

        /** Checks that there is a text. */
        public Text {
            requireNonNull(expression, "expression");
        }
    }
}
