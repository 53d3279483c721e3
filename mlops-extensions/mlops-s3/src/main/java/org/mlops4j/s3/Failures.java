// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.io.IOException;
import org.mlops4j.error.StorageException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Says of a failure of the SDK what was wanted and what to do. */
final class Failures {

    private Failures() {}

    /**
     * {@return the failure for the caller} If the thread was interrupted, it is so again.
     *
     * @param wanted completes "could not"
     */
    static StorageException translate(String wanted, SdkException e) {
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt();
        }
        String said = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
        return new StorageException("could not " + wanted + ": " + said + ". " + advice(e), e);
    }

    private static String advice(SdkException e) {
        if (e instanceof AbortedException) {
            return "The call may be repeated: the thread was interrupted.";
        }
        if (e instanceof NoSuchBucketException) {
            return "There is no such bucket: create it, or correct its name, the region or the endpoint.";
        }
        if (e instanceof AwsServiceException refused) {
            return advice(refused);
        }
        return hasCause(e, IOException.class)
                ? "Is the endpoint right, and can this machine reach it? The call may be repeated."
                : "See the SDK's documentation of credentials and regions.";
    }

    private static String advice(AwsServiceException e) {
        return switch (e.statusCode()) {
            case 301, 307 -> "The bucket lies in another region: set the region to that one.";
            case 400 -> "The server does not take the request as it is; a wrong region is one cause.";
            case 401, 403 ->
                "Are the credentials the right ones, and do they have the permissions for it that"
                        + " docs/s3.md lists?";
            case 404 -> "Was it removed by somebody else?";
            case 405, 501 -> "The server does not know this request.";
            default -> "The call may be repeated.";
        };
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
