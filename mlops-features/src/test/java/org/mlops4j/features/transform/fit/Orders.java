// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.transform.Bins;
import org.mlops4j.features.transform.Frequency;
import org.mlops4j.features.transform.Hashing;
import org.mlops4j.features.transform.Impute;
import org.mlops4j.features.transform.ImputeConstant;
import org.mlops4j.features.transform.MissingFlag;
import org.mlops4j.features.transform.OneHot;
import org.mlops4j.features.transform.Ordinal;
import org.mlops4j.features.transform.Polynomial;
import org.mlops4j.features.transform.PowerTransform;
import org.mlops4j.features.transform.Preprocessing;
import org.mlops4j.features.transform.PrincipalComponents;
import org.mlops4j.features.transform.QuantileTransform;
import org.mlops4j.features.transform.Scale;
import org.mlops4j.features.transform.Spline;
import org.mlops4j.features.transform.TargetEncoding;
import org.mlops4j.features.transform.TfIdf;
import org.mlops4j.features.transform.TopCategories;
import org.mlops4j.features.transform.Winsorize;

/** Random orders of flowers, and every transform of them. */
final class Orders {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    static final Schema SCHEMA = Schema.of(
            Field.of("order", DataType.INT64),
            Field.of("time", DataType.TIMESTAMP),
            Field.nullable("price", DataType.FLOAT64),
            Field.of("weight", DataType.FLOAT64),
            Field.nullable("pieces", DataType.INT64),
            Field.nullable("flower", DataType.STRING),
            Field.nullable("express", DataType.BOOLEAN),
            Field.of("late", DataType.BOOLEAN));

    /** One of each kind at least, some reading the results of others. */
    static final Preprocessing EVERYTHING = Preprocessing.of(
            new MissingFlag("price", "price missing"),
            new MissingFlag("flower", "flower missing"),
            new Impute("price", "price full", Impute.Statistic.MEDIAN),
            new ImputeConstant("pieces", "pieces full", 1),
            new Scale("price full", "price standard", Scale.Method.STANDARD),
            new Scale("pieces", "pieces robust", Scale.Method.ROBUST),
            new Winsorize("price full", "price clipped", 0.05, 0.95),
            new QuantileTransform("price", "price share", 30, QuantileTransform.Distribution.UNIFORM),
            new QuantileTransform("pieces", "pieces normal", 1_000, QuantileTransform.Distribution.NORMAL),
            new PowerTransform("price", "price power", PowerTransform.Family.YEO_JOHNSON),
            new PowerTransform("weight", "weight power", PowerTransform.Family.BOX_COX),
            new Bins("price", "price bin", new Bins.EqualWidth(5)),
            new Bins("pieces", "pieces bin", new Bins.EqualShare(4)),
            new Bins("weight", "weight bin", new Bins.Boundaries(List.of(0.5, 2.0))),
            new Spline("weight", "weight spline", 4, 3, Spline.Placement.QUANTILE),
            new Spline("weight", "weight step", 3, 0, Spline.Placement.UNIFORM),
            new Polynomial(List.of("price full", "weight"), "product", 2, Polynomial.Terms.ALL),
            new PrincipalComponents(List.of("price full", "weight", "pieces full"), "component", 2),
            new Ordinal("flower", "flower rank"),
            new Ordinal("express", "express rank"),
            new OneHot("flower", "flower is", 3, OneHot.Others.TOGETHER),
            new OneHot("pieces", "pieces are", 4, OneHot.Others.IGNORE),
            new TopCategories("flower", "flower top", 2),
            new Frequency("flower", "flower share"),
            new Hashing("flower", "flower bucket", 7, 1),
            new Hashing("pieces", "pieces bucket", 3, 2),
            new TfIdf("flower", "flower words", 3),
            new TargetEncoding("flower", "flower late", "late", "order", 5, 4, 11),
            new Scale("flower late", "flower late standard", Scale.Method.STANDARD));

    private static final String[] FLOWERS = {"rose", "tulip", "lily", "iris", "poppy"};

    private Orders() {}

    static Table random(int count, long seed) {
        Random random = new Random(seed);
        Table.Builder table = Table.builder(SCHEMA);
        for (int i = 0; i < count; i++) {
            int flower = (int) (FLOWERS.length * random.nextDouble() * random.nextDouble());
            table.add(
                    (long) i,
                    START.plusSeconds(60L * i),
                    random.nextInt(9) == 0 ? null : random.nextInt(9) == 0 ? Double.NaN : 5 * random.nextGaussian(),
                    StrictMath.exp(random.nextGaussian()),
                    random.nextInt(7) == 0 ? null : (Long) (long) random.nextInt(6),
                    random.nextInt(8) == 0 ? null : FLOWERS[flower],
                    random.nextInt(8) == 0 ? null : (Boolean) random.nextBoolean(),
                    random.nextInt(5) < flower);
        }
        return table.build();
    }

    static Table shuffled(Table table, long seed) {
        Random random = new Random(seed);
        int[] rows = new int[table.rowCount()];
        Arrays.setAll(rows, i -> i);
        for (int i = rows.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[other];
            rows[other] = row;
        }
        return table.take(rows);
    }
}
