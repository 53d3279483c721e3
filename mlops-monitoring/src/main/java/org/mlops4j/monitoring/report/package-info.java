// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a monitor has to say, as one HTML file that needs nothing else, or as a document for machines. Start with
 * {@link org.mlops4j.monitoring.report.MonitorReport}.
 */
@NullMarked
package org.mlops4j.monitoring.report;

import org.jspecify.annotations.NullMarked;
