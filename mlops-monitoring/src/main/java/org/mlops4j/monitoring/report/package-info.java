/**
 * What a monitor saw, as one HTML file for people that needs no network and runs no script, and as a document for
 * machines. Start with {@link org.mlops4j.monitoring.report.HtmlReport}.
 */
@NullMarked
package org.mlops4j.monitoring.report;

import org.jspecify.annotations.NullMarked;
