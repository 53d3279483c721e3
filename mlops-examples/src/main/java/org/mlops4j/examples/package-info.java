/** Runnable programs on real data. */
@NullMarked
package org.mlops4j.examples;

import org.jspecify.annotations.NullMarked;
