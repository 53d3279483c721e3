// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mlops4j.error.InvalidException;

/** Takes the text of an expression apart into words, numbers, texts and signs. */
final class ExpressionTokens {

    /** What a token is. */
    enum Kind {
        /** Letters, digits and underscores. */
        WORD,
        /** A column in double quotes, without them. */
        QUOTED,
        /** A number. */
        NUMBER,
        /** A text in single quotes, without them. */
        TEXT,
        /** An operator, bracket or comma. */
        SIGN,
        /** What follows the last token. */
        END
    }

    /**
     * A piece of the text.
     *
     * @param kind what it is
     * @param text the characters that count
     * @param position of the first one, from 1
     */
    record Token(Kind kind, String text, int position) {

        /** {@return whether this is that sign, or that keyword in any case} */
        boolean is(String wanted) {
            return (kind == Kind.SIGN && text.equals(wanted))
                    || (kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(wanted));
        }

        /** {@return the token as messages show it} */
        String shown() {
            return kind == Kind.END ? "the end" : ExpressionText.shown(text);
        }
    }

    private static final int MAX_LENGTH = 100_000;
    private static final String SIGNS = "+-*/%(),=<>";

    private final String text;
    private int at;

    private ExpressionTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidException("the text of an expression has at most " + MAX_LENGTH + " characters, not "
                    + text.length() + "; store longer ones as documents");
        }
        ExpressionTokens tokens = new ExpressionTokens(text);
        List<Token> all = new ArrayList<>();
        do {
            all.add(tokens.next());
        } while (all.get(all.size() - 1).kind() != Kind.END);
        return all;
    }

    private Token next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "", at + 1);
        }
        int begin = at;
        char c = text.charAt(at);
        if (c == '\'') {
            return quoted(Kind.TEXT, c);
        } else if (c == '"') {
            return quoted(Kind.QUOTED, c);
        } else if (isLetter(c)) {
            while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
                at++;
            }
            return new Token(Kind.WORD, text.substring(begin, at), begin + 1);
        } else if (isDigit(c) || c == '.') {
            return number();
        } else if (SIGNS.indexOf(c) < 0) {
            throw new InvalidException("an expression has " + ExpressionText.shown(String.valueOf(c)) + " at position "
                    + (begin + 1) + ", which begins nothing; texts stand in '…', names of columns with other"
                    + " characters than letters, digits and _ in \"…\"");
        }
        at++;
        // <=, >= and <> are one sign.
        if (at < text.length() && (c == '<' || c == '>')) {
            char second = text.charAt(at);
            at += second == '=' || (c == '<' && second == '>') ? 1 : 0;
        }
        return new Token(Kind.SIGN, text.substring(begin, at), begin + 1);
    }

    /** The quote itself stands twice in what it encloses. */
    private Token quoted(Kind kind, char quote) {
        int begin = at++;
        StringBuilder content = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                content.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                content.append(quote);
                at++;
            } else {
                return new Token(kind, content.toString(), begin + 1);
            }
        }
        throw new InvalidException(
                "an expression has no " + quote + " that ends what begins at position " + (begin + 1));
    }

    private Token number() {
        int begin = at;
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            digits();
        }
        return new Token(Kind.NUMBER, text.substring(begin, at), begin + 1);
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
