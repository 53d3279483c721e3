/**
 * A file system in memory that fails, fills up and loses power on demand, for tests of stores that work through
 * {@code java.nio.file}. Start with {@link org.mlops4j.testkit.fault.FaultyFileSystem}.
 */
@NullMarked
package org.mlops4j.testkit.fault;

import org.jspecify.annotations.NullMarked;
