// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * A computation on columns whose numbers are learnt from training rows. It is data; fitting it gives a
 * {@link FittedTransform}. All transforms are immutable.
 *
 * <p><b>Missing values.</b> A number that is null or NaN is missing, a category is if it is null or NaN. What is
 * missing is left out when a transform is fitted; infinite numbers are refused then, and columns that hold nothing.
 * When rows are transformed, what is missing gives a result that is missing (null in tables, NaN in vectors), unless
 * the transform says otherwise.
 *
 * <p><b>Order of rows.</b> What is learnt does not depend on the order of the rows, to the last bit, unless the
 * transform says otherwise: sums are exact and rounded once, ties are broken by value.
 *
 * <p><b>Categories</b> are texts, truth values or numbers. They have the order of their values: texts by UTF-16 code
 * units, false before true.
 */
public sealed interface Transform
        permits Bins,
                Frequency,
                Hashing,
                Impute,
                ImputeConstant,
                MissingFlag,
                OneHot,
                Ordinal,
                Polynomial,
                PowerTransform,
                PrincipalComponents,
                QuantileTransform,
                Scale,
                Spline,
                TargetEncoding,
                TfIdf,
                TopCategories,
                Winsorize {

    /** {@return the columns that are read when a model is served, each a column of the rows or an earlier output} */
    List<String> inputs();

    /** {@return the name of the result; several results are named by it, a slash and a number from 0} */
    String output();

    /** {@return the form in which transforms are stored} */
    Document.Fields toDocument();

    /**
     * {@return the transform whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static Transform from(Document document) {
        String kind = document.get("kind").text();
        return switch (kind) {
            case "bins" -> Bins.from(document);
            case "frequency" -> Frequency.from(document);
            case "hashing" -> Hashing.from(document);
            case "impute" -> Impute.from(document);
            case "impute_constant" -> ImputeConstant.from(document);
            case "missing_flag" -> MissingFlag.from(document);
            case "one_hot" -> OneHot.from(document);
            case "ordinal" -> Ordinal.from(document);
            case "polynomial" -> Polynomial.from(document);
            case "power" -> PowerTransform.from(document);
            case "principal_components" -> PrincipalComponents.from(document);
            case "quantile" -> QuantileTransform.from(document);
            case "scale" -> Scale.from(document);
            case "spline" -> Spline.from(document);
            case "target_encoding" -> TargetEncoding.from(document);
            case "tf_idf" -> TfIdf.from(document);
            case "top_categories" -> TopCategories.from(document);
            case "winsorize" -> Winsorize.from(document);
            default -> throw new InvalidException("there is no transform '" + kind + "'; see the kinds of Transform");
        };
    }
}
