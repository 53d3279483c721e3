// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.progress;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line at the bottom of a terminal, written over again and again. */
final class TerminalLine {

    private static final Logger LOG = LoggerFactory.getLogger(TerminalLine.class);

    private final Appendable out;
    private int width;

    TerminalLine(Appendable out) {
        this.out = out;
    }

    /** Puts a text in place of the one before. */
    synchronized void show(String text) {
        write("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        width = text.length();
    }

    /** Puts a text in place of the one before, for good. */
    synchronized void showLast(String text) {
        show(text);
        write("\n");
        width = 0;
    }

    /** Work must not fail because nobody can see how far it is. */
    private void write(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            LOG.debug("Could not show progress", e);
        }
    }
}
