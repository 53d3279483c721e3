/**
 * HTTP as both servers speak it: who may connect, what a request holds, how it is answered or refused, and how a server
 * ends. What is said is a {@link org.mlops4j.server.internal.http.Protocol} of each. Not for users. Start with
 * {@link org.mlops4j.server.internal.http.HttpService}.
 */
@NullMarked
package org.mlops4j.server.internal.http;

import org.jspecify.annotations.NullMarked;
