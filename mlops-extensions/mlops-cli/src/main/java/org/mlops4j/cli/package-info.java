/** The command line. Start with {@link org.mlops4j.cli.Main}. */
@NullMarked
package org.mlops4j.cli;

import org.jspecify.annotations.NullMarked;
