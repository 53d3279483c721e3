/**
 * The care of stores, above the SPIs: sweeps, holds, copies. Start with {@link org.mlops4j.core.storage.LocalStorage}.
 */
@NullMarked
package org.mlops4j.core.storage;

import org.jspecify.annotations.NullMarked;
