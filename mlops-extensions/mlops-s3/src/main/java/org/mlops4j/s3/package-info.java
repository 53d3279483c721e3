/** Blobs in Amazon S3, or in any server that speaks its protocol. Start with {@link org.mlops4j.s3.S3Blobs}. */
@NullMarked
package org.mlops4j.s3;

import org.jspecify.annotations.NullMarked;
