// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.util.List;
import java.util.Set;

/** One way in which a store is wrong; an enum has those of one SPI. */
interface Defect {

    /** {@return the name of the constant} */
    String name();

    /** {@return the contracts of the SPI, to be run on a store with the defect} Their constructors take the defect. */
    List<Class<?>> contracts();

    /** {@return the tests of the contract that fail} */
    Set<String> noticedBy();
}
