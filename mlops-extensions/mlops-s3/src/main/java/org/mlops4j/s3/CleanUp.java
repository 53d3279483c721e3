// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

/** What is done after a failure, also in a thread that was interrupted: the SDK sends nothing in such a one. */
final class CleanUp {

    private CleanUp() {}

    /**
     * Cleans up.
     *
     * @param failure told of what fails in the cleaning; the next open of the store makes up for it
     */
    static void after(Throwable failure, Runnable cleaning) {
        boolean interrupted = Thread.interrupted();
        try {
            cleaning.run();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
