// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.regex.Pattern;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/** The rule for names of aliases: no dots, as in MLflow, and none that could be taken for a version. */
final class AliasName {

    private static final Pattern LIKE_A_VERSION = Pattern.compile("(?i)latest|v?[0-9]+");

    private AliasName() {}

    /** {@return the alias itself} */
    static String require(String alias) {
        Name.require("alias", alias);
        if (alias.indexOf('.') >= 0) {
            throw new InvalidException("alias '" + alias + "' is not allowed: an alias has no dots");
        }
        if (LIKE_A_VERSION.matcher(alias).matches()) {
            throw new InvalidException("alias '" + alias
                    + "' is not allowed: 'latest', numbers, and 'v' with a number would be taken for a version");
        }
        return alias;
    }
}
