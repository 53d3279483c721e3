/** Lineage over the documents of runs, versions, aliases and deployments; keeps nothing of its own. */
@NullMarked
package org.mlops4j.core.lineage;

import org.jspecify.annotations.NullMarked;
