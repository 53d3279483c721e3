// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

/** Ends with an exception. */
final class FailingMain {

    private FailingMain() {}

    public static void main(String[] args) {
        if (args.length > 0) {
            throw new IllegalStateException("failed on purpose");
        }
    }
}
