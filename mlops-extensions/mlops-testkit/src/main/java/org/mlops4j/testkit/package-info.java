/** Contract tests for those who implement an SPI. */
@NullMarked
package org.mlops4j.testkit;

import org.jspecify.annotations.NullMarked;
