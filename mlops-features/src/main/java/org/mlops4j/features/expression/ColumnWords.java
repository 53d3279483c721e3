// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.features.Expression;

/**
 * An expression that reads nothing but one text column: computed once for each word of its dictionary, by the evaluator
 * of rows.
 */
final class ColumnWords implements ColumnBits {

    /** A dictionary of that many words for each row to evaluate is not worth laying out. */
    private static final int MAX_WORDS_PER_ROW = 4;

    private final Schema schema;
    private final int field;
    private final RowExpression perWord;
    private final ColumnBits perRow;

    ColumnWords(Schema schema, int field, RowExpression perWord, ColumnBits perRow) {
        this.schema = schema;
        this.field = field;
        this.perWord = perWord;
        this.perRow = perRow;
    }

    /** {@return the field of the only column that an expression reads if it is a text, otherwise -1} */
    static int onlyText(Expression expression, Schema schema) {
        Set<String> columns = new TreeSet<>();
        collect(expression, columns);
        if (columns.size() != 1) {
            return -1;
        }
        int field = schema.index(columns.iterator().next());
        return schema.field(field).type() == DataType.STRING ? field : -1;
    }

    private static void collect(Expression expression, Set<String> columns) {
        if (expression instanceof Expression.Column column) {
            columns.add(column.name());
        } else if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> collect(argument, columns));
        }
    }

    @Override
    public void fill(Batch batch, long[] out) {
        StringColumn column = (StringColumn) batch.table().column(field);
        if (column.dictionarySize() / MAX_WORDS_PER_ROW > batch.rows()) {
            perRow.fill(batch, out);
            return;
        }
        // The last place is that of null, whose code is -1.
        long[] memo = batch.memo(this, column.dictionarySize() + 1);
        for (int i = 0; i < batch.count(); i++) {
            int code = column.code(batch.from() + i);
            int place = code < 0 ? memo.length - 1 : code;
            if (memo[place] == Batch.UNKNOWN) {
                memo[place] = perWord.bits(new Word(schema, code < 0 ? null : column.word(code)));
            }
            out[i] = memo[place];
        }
    }

    /**
     * A row of which nothing but one text is read.
     *
     * @param schema of the row
     * @param word the text
     */
    private record Word(Schema schema, @Nullable String word) implements Row {
        @Override
        public boolean isNull(int field) {
            return word == null;
        }

        @Override
        public double number(int field) {
            throw new IllegalStateException("no column but the text is read");
        }

        @Override
        public long whole(int field) {
            throw new IllegalStateException("no column but the text is read");
        }

        @Override
        public @Nullable String text(int field) {
            return word;
        }
    }
}
