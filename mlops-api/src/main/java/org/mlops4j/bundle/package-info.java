/** Runs and versions as one directory or zip that another store takes in, and that people can read without us. */
@NullMarked
package org.mlops4j.bundle;

import org.jspecify.annotations.NullMarked;
