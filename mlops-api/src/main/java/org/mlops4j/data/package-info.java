/**
 * The values that move through the library: typed tables, rows, JSON-like documents and digests. Start with
 * {@link org.mlops4j.data.Table} for data and {@link org.mlops4j.data.Document} for definitions.
 */
@NullMarked
package org.mlops4j.data;

import org.jspecify.annotations.NullMarked;
