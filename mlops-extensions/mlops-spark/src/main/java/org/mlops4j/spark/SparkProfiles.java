// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.profile.SketchedProfile;

/**
 * Profiles of data frames: every task counts its rows into the bins of a reference, and the sums of what they counted
 * have the bits of one pass over all rows, however they are partitioned. A reference that knows exact quantiles needs
 * the values of all rows in order, so it is made in one process, of a table or a sample; that of a sketch is made here.
 */
public final class SparkProfiles {

    private SparkProfiles() {}

    /**
     * {@return the rows of a data frame counted into the bins of a reference, as {@link ReferenceProfile#count(Table)}
     * does} Runs a job of Spark: one pass over the columns of the reference, no shuffle.
     *
     * @param rows a column of the reference that they lack, or that holds another kind of values, counts as null in
     *     every row
     */
    public static Profile count(ReferenceProfile reference, Dataset<Row> rows) {
        Schema columns = columns(reference, rows);
        Dataset<Row> read = select(rows, columns);
        Broadcast<byte[]> shipped = JavaSparkContext.fromSparkContext(
                        rows.sparkSession().sparkContext())
                .broadcast(reference.profile().toBytes());
        JavaRDD<Row> partitions = read.javaRDD();
        if (partitions.getNumPartitions() == 0) {
            return reference.count(Table.builder(columns).build());
        }
        try {
            return Profile.from(partitions
                    .mapPartitions(new ProfileStep(shipped, Definitions.write(columns.toDocument()), read.schema()))
                    .treeReduce(ProfileStep::plus));
        } finally {
            shipped.destroy();
        }
    }

    /**
     * {@return the profile of a data frame for which no reference has fixed bins, as {@link SketchedProfile#of(Table,
     * List)} makes it} Runs a job of Spark: one pass, no shuffle. Its {@link SketchedProfile#reference()} fixes the
     * bins for later rows.
     *
     * @param columns that are profiled
     * @throws org.mlops4j.error.InvalidException if columns are missing or hold something else
     */
    public static SketchedProfile sketch(Dataset<Row> rows, Schema columns) {
        ColumnTypes.require("the rows to profile", columns, rows.schema());
        Dataset<Row> read = select(rows, columns);
        JavaRDD<Row> partitions = read.javaRDD();
        if (partitions.getNumPartitions() == 0) {
            return SketchedProfile.of(Table.builder(columns).build(), columns.names());
        }
        return SketchStep.read(partitions
                .mapPartitions(new SketchStep(Definitions.write(columns.toDocument()), read.schema()))
                .treeReduce(SketchStep::plus));
    }

    private static Dataset<Row> select(Dataset<Row> rows, Schema columns) {
        return rows.select(columns.names().stream().map(ColumnTypes::quoted).toArray(Column[]::new));
    }

    /** {@return the columns of the reference that are there in a type of ours, in its order} */
    private static Schema columns(ReferenceProfile reference, Dataset<Row> rows) {
        List<Field> columns = new ArrayList<>();
        for (ColumnProfile column : reference.columns()) {
            Optional<DataType> vector = column.content().types().keySet().stream()
                    .filter(type -> type.startsWith("vector"))
                    .findFirst()
                    .map(DataType::parse);
            if (vector.isPresent() && ColumnTypes.isList(rows.schema(), column.name())) {
                columns.add(Field.nullable(column.name(), vector.get()));
            } else {
                ColumnTypes.find(rows.schema(), column.name()).ifPresent(columns::add);
            }
        }
        return Schema.of(columns);
    }
}
