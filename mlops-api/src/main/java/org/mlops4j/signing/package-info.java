/**
 * Signatures of models in the OpenSSF Model Signing format, and of audit checkpoints, with the cryptography of the Java
 * platform. Start with {@link org.mlops4j.signing.VersionSignatures}, the signatures of registered versions.
 */
@NullMarked
package org.mlops4j.signing;

import org.jspecify.annotations.NullMarked;
