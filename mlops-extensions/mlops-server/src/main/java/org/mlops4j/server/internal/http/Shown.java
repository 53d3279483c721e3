// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

/** Texts of a client as they appear in messages: cut, and without what a terminal would obey. */
public final class Shown {

    private static final int CHARACTERS = 100;

    private Shown() {}

    public static String text(String any) {
        StringBuilder shown = new StringBuilder();
        any.codePoints().limit(CHARACTERS).forEach(c -> shown.appendCodePoint(isPlain(c) ? c : 0xFFFD));
        return any.codePointCount(0, any.length()) > CHARACTERS
                ? shown.append('…').toString()
                : shown.toString();
    }

    private static boolean isPlain(int codePoint) {
        int type = Character.getType(codePoint);
        return !Character.isISOControl(codePoint) && type != Character.SURROGATE && type != Character.FORMAT;
    }
}
