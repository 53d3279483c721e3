// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

/** Why the application cannot start, and what to do about it. */
final class StartException extends RuntimeException {

    private final String action;

    StartException(String description, String action) {
        super(sentence(description));
        this.action = action;
    }

    StartException(String description, String action, Throwable cause) {
        super(sentence(description), cause);
        this.action = action;
    }

    /** {@return what to do, in a sentence that names properties or dependencies} */
    String action() {
        return action;
    }

    /** Messages of other exceptions, which descriptions end with, may be sentences or not. */
    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
