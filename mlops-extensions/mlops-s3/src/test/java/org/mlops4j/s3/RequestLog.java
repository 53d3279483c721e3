// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Notes what a client sends, and breaks some of it before it leaves. */
final class RequestLog implements ExecutionInterceptor {

    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private volatile Predicate<SdkRequest> broken = request -> false;
    private volatile Predicate<SdkRequest> brokenOnce = request -> false;

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (broken.test(request)) {
            throw SdkClientException.create("broken by the test");
        }
        if (brokenOnce.test(request)) {
            brokenOnce = other -> false;
            throw RetryableException.create("broken once by the test");
        }
        sent.add(request.getClass().getSimpleName().replace("Request", ""));
    }

    /** Breaks all these requests from now on. */
    void breakAll(Predicate<SdkRequest> which) {
        broken = which;
    }

    /** Breaks the next such request, so that the SDK repeats it. */
    void breakOnce(Predicate<SdkRequest> which) {
        brokenOnce = which;
    }

    /** {@return the names of the requests since the last call} */
    List<String> take() {
        synchronized (sent) {
            List<String> taken = List.copyOf(sent);
            sent.clear();
            return taken;
        }
    }
}
