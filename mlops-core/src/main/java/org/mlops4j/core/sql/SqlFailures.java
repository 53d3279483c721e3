// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.sql.SQLException;
import org.mlops4j.error.MlopsException;

/** Turns what a database says into the failures of the library. */
@FunctionalInterface
public interface SqlFailures {

    /**
     * {@return the failure}
     *
     * @param what what was tried, after "could not"
     * @param place the database
     * @param cause what it said
     */
    MlopsException of(String what, String place, SQLException cause);
}
