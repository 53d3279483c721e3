/**
 * The care of a store: verification, removal of what nothing refers to, legal holds. Start with
 * {@link org.mlops4j.storage.Storage}.
 */
@NullMarked
package org.mlops4j.storage;

import org.jspecify.annotations.NullMarked;
