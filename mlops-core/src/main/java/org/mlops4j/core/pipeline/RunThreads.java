// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads in which stages of a run are at work. */
final class RunThreads {

    private RunThreads() {}

    /** {@return a maker of daemons that carry the name of the run} */
    static ThreadFactory of(String run) {
        return work -> {
            Thread thread = new Thread(work, "mlops4j-pipeline-" + run);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Interrupts what is still under way, and waits for it: nothing of a stage that has ended may go on. */
    static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = false;
        for (boolean over = false; !over; ) {
            try {
                over = threads.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
