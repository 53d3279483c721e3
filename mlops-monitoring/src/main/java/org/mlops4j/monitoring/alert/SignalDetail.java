// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;

/** The fields of {@link Signal#detail()} that rules and reports know. All are optional. */
public final class SignalDetail {

    /** The value of the reference data, a number. */
    public static final String REFERENCE = "reference";

    /** What was judged, such as {@code DRIFT}. */
    public static final String VERDICT = "verdict";

    /** The lower end of a 95 % interval of the value. */
    public static final String LOW = "low";

    /** The upper end of a 95 % interval of the value. */
    public static final String HIGH = "high";

    /** The effect in units of the one from which it matters: a number from 0, 1 and more matter. */
    public static final String SEVERITY = "severity";

    /** The counts of reference and current values in the same cells: {@code bins, reference, current}. */
    public static final String HISTOGRAM = "histogram";

    private SignalDetail() {}

    /** {@return a field of the detail, if it is there} */
    public static Optional<Document> find(Signal signal, String field) {
        return signal.detail() instanceof Document.Fields fields ? fields.find(field) : Optional.empty();
    }

    /** {@return a field that holds a number, NaN if it is not there} */
    public static double number(Signal signal, String field) {
        return find(signal, field).map(Document::number).orElse(Double.NaN);
    }
}
