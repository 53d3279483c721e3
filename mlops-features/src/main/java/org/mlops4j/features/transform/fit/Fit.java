// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import org.mlops4j.data.Table;
import org.mlops4j.features.transform.FittedPreprocessing;

/**
 * What comes of fitting.
 *
 * @param fitted to be saved with the model
 * @param training the training rows with all results as further columns. They are those that {@link TransformedTable}
 *     gives for the same rows, except for target encodings, which are cross-fitted here, and what reads them
 */
public record Fit(FittedPreprocessing fitted, Table training) {}
