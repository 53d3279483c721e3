// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import org.mlops4j.core.search.Indexed;
import org.mlops4j.search.Field;

/** The fields of runs for tests of searches. */
public final class RunFieldsAccess {

    private RunFieldsAccess() {}

    public static Indexed find(Field field) {
        return RunAttributes.find(field);
    }
}
