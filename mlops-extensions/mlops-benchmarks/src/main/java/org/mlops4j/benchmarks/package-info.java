/** JMH benchmarks. */
@NullMarked
package org.mlops4j.benchmarks;

import org.jspecify.annotations.NullMarked;
