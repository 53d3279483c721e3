// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * A kind of detector and its parameters. Immutable and without state: it can be stored, compared, and started any
 * number of times.
 */
public sealed interface DetectorDefinition
        permits Adwin,
                Bocpd,
                Cusum,
                Ddm,
                EProcess,
                Ecdd,
                Eddm,
                Gma,
                HddmA,
                HddmW,
                Kswin,
                PageHinkley,
                Rddm,
                Seed,
                Stepd {

    /** {@return the name of the kind, such as {@code adwin}} */
    default String type() {
        return toDocument().get("type").text();
    }

    /** {@return which values it takes} */
    ValueRange range();

    /** {@return a detector that has seen nothing} */
    DriftDetector start();

    /** {@return the form in which definitions are stored} */
    Document toDocument();

    /**
     * {@return the definition whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if the document is not one
     * @throws IllegalArgumentException if a parameter is out of bounds
     */
    static DetectorDefinition from(Document document) {
        String type = document.get("type").text();
        return switch (type) {
            case Adwin.TYPE -> Adwin.read(document);
            case Bocpd.TYPE -> Bocpd.read(document);
            case Cusum.TYPE -> Cusum.read(document);
            case Ddm.TYPE -> Ddm.read(document);
            case EProcess.TYPE -> EProcess.read(document);
            case Ecdd.TYPE -> Ecdd.read(document);
            case Eddm.TYPE -> Eddm.read(document);
            case Gma.TYPE -> Gma.read(document);
            case HddmA.TYPE -> HddmA.read(document);
            case HddmW.TYPE -> HddmW.read(document);
            case Kswin.TYPE -> Kswin.read(document);
            case PageHinkley.TYPE -> PageHinkley.read(document);
            case Rddm.TYPE -> Rddm.read(document);
            case Seed.TYPE -> Seed.read(document);
            case Stepd.TYPE -> Stepd.read(document);
            default -> throw new InvalidException("there is no detector '" + type + "'");
        };
    }
}
