// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import java.io.IOException;

/** What a server says on requests that it lets in. Thread-safe. */
public interface Protocol extends AutoCloseable {

    /** Answers a request, or throws what {@link #failure} makes an answer of. */
    void answer(Exchange exchange) throws IOException;

    /** {@return what the client is told of an exception} */
    Failure failure(RuntimeException e);

    /** Answers that it failed, unless an answer has begun. */
    void refuse(Exchange exchange, Failure failure) throws IOException;

    /** Ends what requests began and no request will end. Called once, after the last answer. */
    @Override
    void close();
}
