/** Text that people read, written by the records of this module. Not exported. */
@NullMarked
package org.mlops4j.internal.text;

import org.jspecify.annotations.NullMarked;
