/** The main job: late flights of 2001, from training to rollback. */
@NullMarked
package org.mlops4j.examples.flights;

import org.jspecify.annotations.NullMarked;
