// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.error.InvalidException;

/** The text of a search in pieces. */
final class Lexer {

    private static final int CHARACTERS = 20_000;
    private static final String SIGNS = "(),=<>!";

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        if (text.length() > CHARACTERS) {
            throw new InvalidException("the text of a search has " + text.length() + " characters, at most "
                    + CHARACTERS + " are allowed");
        }
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(lexer.next());
        } while (tokens.get(tokens.size() - 1).kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        int from = at;
        if (at == text.length()) {
            return token(Token.Kind.END, "", from);
        }
        char letter = text.charAt(at);
        if (letter == '\'' || letter == '"') {
            return token(Token.Kind.TEXT, quoted(), from);
        } else if (letter == '`' || (isWord(letter) && !startsNumber())) {
            return word(from);
        } else if (startsNumber()) {
            return number(from);
        } else if (SIGNS.indexOf(letter) >= 0) {
            return sign(from);
        }
        throw SearchParser.at(
                text, from + 1, "there is no place for '" + Character.toString(text.codePointAt(at)) + "'");
    }

    /** {@return what is between quotes; the quote itself is written twice} */
    private String quoted() {
        int from = at;
        char quote = text.charAt(at++);
        StringBuilder content = new StringBuilder();
        while (at < text.length()) {
            char letter = text.charAt(at++);
            if (letter != quote) {
                content.append(letter);
            } else if (at < text.length() && text.charAt(at) == quote) {
                content.append(quote);
                at++;
            } else {
                return content.toString();
            }
        }
        throw SearchParser.at(text, from + 1, "this quote has no end");
    }

    private Token word(int from) {
        boolean sourceQuoted = text.charAt(at) == '`';
        String source = sourceQuoted ? quoted() : bare();
        if (at == text.length() || text.charAt(at) != '.') {
            return new Token(Token.Kind.WORD, source, from + 1, new Token.Path(source, "", sourceQuoted, ""));
        }
        at++;
        boolean quoted = at < text.length() && (text.charAt(at) == '`' || text.charAt(at) == '"');
        String key = quoted ? quoted() : dotted();
        String suffix = "";
        if (quoted && at < text.length() && text.charAt(at) == '.') {
            at++;
            suffix = bare();
        }
        return new Token(
                Token.Kind.WORD, text.substring(from, at), from + 1, new Token.Path(source, key, quoted, suffix));
    }

    private String bare() {
        int from = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private String dotted() {
        int from = at;
        while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return text.substring(from, at);
    }

    private Token number(int from) {
        at++;
        while (at < text.length() && (isDigit(at) || text.charAt(at) == '.' || isExponent())) {
            at++;
        }
        return token(Token.Kind.NUMBER, text.substring(from, at), from);
    }

    private boolean isExponent() {
        char letter = text.charAt(at);
        return letter == 'e'
                || letter == 'E'
                || ((letter == '-' || letter == '+') && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E'));
    }

    private Token sign(int from) {
        String two = text.substring(at, Math.min(text.length(), at + 2));
        boolean isTwo = List.of("!=", "<>", ">=", "<=").contains(two);
        at += isTwo ? 2 : 1;
        return token(Token.Kind.SIGN, isTwo ? two : two.substring(0, 1), from);
    }

    private boolean startsNumber() {
        char letter = text.charAt(at);
        boolean signed = letter == '-' || letter == '+' || letter == '.';
        return isDigit(at) || (signed && at + 1 < text.length() && (isDigit(at + 1) || text.charAt(at + 1) == '.'));
    }

    private boolean isDigit(int index) {
        return text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static boolean isWord(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || "_-/:@".indexOf(letter) >= 0;
    }

    private static Token token(Token.Kind kind, String text, int from) {
        return new Token(kind, text, from + 1, Token.Path.NONE);
    }
}
