// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Cuts every connection over which an object comes, after so many of its bytes. */
record CutOff(int bytes, Ending ending) implements ExecutionInterceptor {

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.request() instanceof GetObjectRequest
                ? context.responseBody().map(this::cut)
                : context.responseBody();
    }

    private InputStream cut(InputStream body) {
        return new FilterInputStream(body) {

            private int left = bytes;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left == 0) {
                    return ending.end();
                }
                int read = super.read(target, offset, Math.min(length, left));
                left -= Math.max(read, 0);
                return read;
            }
        };
    }

    /** What the reader sees at the cut. */
    interface Ending {
        int end() throws IOException;
    }
}
