// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.io.Serial;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.source.Source;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;

/** Counts the rows of a partition into the bins of a reference, page by page; gives the bytes of one profile. */
final class ProfileStep implements FlatMapFunction<Iterator<Row>, byte[]> {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Broadcast<byte[]> reference;
    private final String columns;
    private final StructType type;

    ProfileStep(Broadcast<byte[]> reference, String columns, StructType type) {
        this.reference = reference;
        this.columns = columns;
        this.type = type;
    }

    @Override
    public Iterator<byte[]> call(Iterator<Row> rows) {
        ReferenceProfile bins = new ReferenceProfile(Profile.from(reference.value()));
        RowPages pages = new RowPages("rows to profile", Schema.from(Definitions.read(columns)), type);
        Profile profile = bins.count(pages.next(rows, Source.PAGE_ROWS));
        while (rows.hasNext()) {
            Table page = pages.next(rows, Source.PAGE_ROWS);
            profile = profile.plus(bins.count(page));
        }
        return List.of(profile.toBytes()).iterator();
    }

    /** {@return the bytes of the profile of the rows of both} */
    static byte[] plus(byte[] one, byte[] other) {
        return Profile.from(one).plus(Profile.from(other)).toBytes();
    }
}
