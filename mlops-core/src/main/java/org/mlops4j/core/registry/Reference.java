// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

/**
 * What a text such as {@code late-flights@champion}, {@code late-flights@champion~1} or {@code late-flights/3} means.
 */
sealed interface Reference {

    /** Numbers have one form: no sign, no leading zero. */
    Pattern NUMBERED = Pattern.compile("([^/@]+)/([1-9][0-9]{0,8})");

    /** {@return the reference that a text is} */
    static Reference parse(String text) {
        Matcher numbered = NUMBERED.matcher(text);
        if (numbered.matches()) {
            return new Numbered(Name.require("model", numbered.group(1)), Integer.parseInt(numbered.group(2)));
        }
        if (text.endsWith(Previous.MARK) && text.indexOf('@') >= 0) {
            return new Previous(aliased(text.substring(0, text.length() - Previous.MARK.length())));
        }
        return aliased(text);
    }

    private static Aliased aliased(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new InvalidException("reference '" + (text.length() > 60 ? text.substring(0, 60) + "…" : text)
                    + "' is neither model@alias, model@alias~1 nor model/number");
        }
        return new Aliased(Name.require("model", text.substring(0, at)), AliasName.require(text.substring(at + 1)));
    }

    /** {@return the version it refers to now} */
    ModelVersion resolve(ModelRegistry registry);

    /** A version by its number. */
    record Numbered(String model, int number) implements Reference {
        @Override
        public ModelVersion resolve(ModelRegistry registry) {
            return registry.load(model, number);
        }
    }

    /** Whatever version an alias points at. */
    record Aliased(String model, String alias) implements Reference {
        @Override
        public ModelVersion resolve(ModelRegistry registry) {
            return registry.alias(model, alias).current();
        }
    }

    /** Whatever version an alias would point at after a rollback. */
    record Previous(Aliased alias) implements Reference {

        static final String MARK = "~1";

        @Override
        public ModelVersion resolve(ModelRegistry registry) {
            return registry.alias(alias.model, alias.alias)
                    .findPrevious()
                    .orElseThrow(() -> new NotFoundException("there is no version before that of '" + alias.model + "@"
                            + alias.alias + "' that may still be used"));
        }
    }
}
