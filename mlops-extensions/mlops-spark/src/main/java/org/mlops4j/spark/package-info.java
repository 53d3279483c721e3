// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Apache Spark as an engine: training sets, features, batch scores and profiles of more rows than a machine holds, by
 * the code that serves, to the same bits. Start with {@link org.mlops4j.spark.SparkFeatures};
 * {@link org.mlops4j.spark.DataFrames} leads from tables to data frames and back.
 */
@NullMarked
package org.mlops4j.spark;

import org.jspecify.annotations.NullMarked;
