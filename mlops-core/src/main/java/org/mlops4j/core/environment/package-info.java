/**
 * Where a process runs: its class path, the work tree around it, Java, the operating system and the processor. Start
 * with {@link org.mlops4j.core.environment.ProcessEnvironment}.
 */
@NullMarked
package org.mlops4j.core.environment;

import org.jspecify.annotations.NullMarked;
