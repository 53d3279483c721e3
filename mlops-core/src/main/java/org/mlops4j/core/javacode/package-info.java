// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/** Models that the application has written in Java. Start with {@link org.mlops4j.core.javacode.JavaFormat}. */
@NullMarked
package org.mlops4j.core.javacode;

import org.jspecify.annotations.NullMarked;
