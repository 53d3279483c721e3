// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.progress;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Whether somebody can see this process in a terminal. */
final class Terminal {

    private Terminal() {}

    /** {@return whether standard input and output are a terminal} */
    static boolean isThere() {
        return Optional.ofNullable(System.console()).filter(Terminal::isOne).isPresent();
    }

    /** Before JDK 22 there was a console only if there was a terminal; since then the console says it. */
    private static boolean isOne(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
