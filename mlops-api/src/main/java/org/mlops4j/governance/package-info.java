/** Who may do what with models, and how far each version is: roles, validations, stages, owners, restrictions. */
@NullMarked
package org.mlops4j.governance;

import org.jspecify.annotations.NullMarked;
