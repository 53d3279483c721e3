/** Reading what is stored, documents and points, page by page. Start with {@link org.mlops4j.core.documents.Pages}. */
@NullMarked
package org.mlops4j.core.documents;

import org.jspecify.annotations.NullMarked;
