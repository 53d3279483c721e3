// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mlops4j.error.InvalidException;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Shown;

/** The filter of searches that know names only: {@code name = 'x'}, or nothing. */
final class NameFilter {

    private static final Pattern FORM =
            Pattern.compile("\\s*(?:attributes?\\.)?`?name`?\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*");

    private NameFilter() {}

    /** {@return the name that is asked for, if one is} */
    static Optional<String> parse(Arguments arguments, String field) {
        return arguments.findText(field).filter(text -> !text.isBlank()).map(NameFilter::name);
    }

    private static String name(String filter) {
        Matcher matcher = FORM.matcher(filter);
        if (!matcher.matches()) {
            throw new InvalidException("the filter must be \"name = '…'\" or be left out, was: " + Shown.text(filter));
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }
}
