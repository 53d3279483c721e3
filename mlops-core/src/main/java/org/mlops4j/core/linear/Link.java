// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import org.mlops4j.error.InvalidException;

/** How the weighted sum becomes the output. */
enum Link {
    /** The sum itself. */
    IDENTITY("identity"),
    /** The probability whose log-odds the sum is. */
    LOGIT("logit");

    private final String text;

    Link(String text) {
        this.text = text;
    }

    static Link parse(String text) {
        for (Link link : values()) {
            if (link.text.equals(text)) {
                return link;
            }
        }
        throw new InvalidException("the link of a linear model is 'identity' or 'logit', was '" + text + "'");
    }

    double mean(double sum) {
        // StrictMath: the same bits on every machine.
        return this == IDENTITY ? sum : 1 / (1 + StrictMath.exp(-sum));
    }
}
