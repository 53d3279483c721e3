/**
 * How values become bytes and text, the same in every backend: tables as columns, documents as JSON, numbers as keys
 * that sort like the numbers. Start with {@link org.mlops4j.core.encoding.TableEncoding}.
 */
@NullMarked
package org.mlops4j.core.encoding;

import org.jspecify.annotations.NullMarked;
