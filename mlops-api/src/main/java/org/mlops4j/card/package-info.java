/**
 * Model cards: what people who use, check or answer for a model need to know of a version, from what is recorded and
 * what its owners write. Start with {@link org.mlops4j.card.ModelCard}.
 */
@NullMarked
package org.mlops4j.card;

import org.jspecify.annotations.NullMarked;
