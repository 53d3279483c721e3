// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import java.util.Set;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;

/**
 * An answer that says no. Clients repeat a request that is answered by 5xx, so only what may pass by itself is one.
 *
 * @param status the HTTP status
 * @param code one of MLflow's error codes; the Open Inference Protocol has none and leaves it out
 * @param message for the person at the client: names what was sent, never a path or a state of the server
 */
public record Failure(int status, String code, String message) {

    private static final String INVALID = "INVALID_PARAMETER_VALUE";

    public static Failure invalid(String message) {
        return new Failure(400, INVALID, message);
    }

    public static Failure invalidState(String message) {
        return new Failure(400, "INVALID_STATE", message);
    }

    public static Failure notFound(String message) {
        return new Failure(404, "RESOURCE_DOES_NOT_EXIST", message);
    }

    public static Failure noSuchRoute(String method, String path) {
        return new Failure(404, "ENDPOINT_NOT_FOUND", "there is no endpoint " + method + " " + Shown.text(path));
    }

    public static Failure wrongMethod(String method, Set<String> allowed) {
        return new Failure(405, INVALID, "the endpoint takes " + allowed + ", not " + Shown.text(method));
    }

    public static Failure unavailable(String message) {
        return new Failure(503, "TEMPORARILY_UNAVAILABLE", message);
    }

    public static Failure notImplemented(String message) {
        return new Failure(501, "NOT_IMPLEMENTED", message);
    }

    static Failure tooLarge(long most) {
        return new Failure(413, INVALID, "the body of the request is larger than " + most + " bytes");
    }

    static Failure unauthenticated() {
        return new Failure(
                401, "UNAUTHENTICATED", "the header 'Authorization: Bearer …' is missing or has another token");
    }

    static Failure closing() {
        return unavailable("the server is being closed");
    }

    /** What the server cannot help; the cause is in its log and may hold paths, so it is not sent. */
    static Failure internal() {
        return new Failure(500, "INTERNAL_ERROR", "the server failed to answer; its log has the cause");
    }

    public static Failure of(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof Refusal refusal) {
            return refusal.failure();
        } else if (e instanceof InvalidException || e instanceof IncompatibleException) {
            return invalid(message);
        } else if (e instanceof NotFoundException) {
            return notFound(message);
        } else if (e instanceof AlreadyExistsException) {
            return new Failure(400, "RESOURCE_ALREADY_EXISTS", message);
        } else if (e instanceof ConflictException) {
            return new Failure(409, "RESOURCE_CONFLICT", message);
        } else if (e instanceof RejectedException) {
            return new Failure(403, "PERMISSION_DENIED", message);
        }
        return internal();
    }

    public Document toDocument() {
        return Document.object().with("error_code", code).with("message", message);
    }
}
