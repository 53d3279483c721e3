// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.io.Serial;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.mlops4j.data.Schema;
import org.mlops4j.features.source.Source;
import org.mlops4j.monitoring.profile.SketchedProfile;

/** Profiles the rows of a partition without a reference, page by page; gives the JSON of one profile. */
final class SketchStep implements FlatMapFunction<Iterator<Row>, String> {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String columns;
    private final StructType type;

    SketchStep(String columns, StructType type) {
        this.columns = columns;
        this.type = type;
    }

    @Override
    public Iterator<String> call(Iterator<Row> rows) {
        Schema schema = Schema.from(Definitions.read(columns));
        RowPages pages = new RowPages("rows to profile", schema, type);
        SketchedProfile profile = SketchedProfile.of(pages.next(rows, Source.PAGE_ROWS), schema.names());
        while (rows.hasNext()) {
            profile = profile.plus(SketchedProfile.of(pages.next(rows, Source.PAGE_ROWS), schema.names()));
        }
        return List.of(Definitions.write(profile.toDocument())).iterator();
    }

    static SketchedProfile read(String json) {
        return SketchedProfile.from(Definitions.read(json));
    }

    /** {@return the JSON of the profile of the rows of both} */
    static String plus(String one, String other) {
        return Definitions.write(read(one).plus(read(other)).toDocument());
    }
}
