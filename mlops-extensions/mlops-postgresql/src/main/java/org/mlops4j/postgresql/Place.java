// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

/**
 * Where stores are, in words that may be shown: properties of a URL can hold passwords and are left out.
 *
 * @param database host and name
 * @param schema of the tables
 */
record Place(String database, String schema) {

    private static final String PREFIX = "jdbc:postgresql:";

    /** {@return the place that a JDBC URL names} */
    static Place of(String url, String schema) {
        int properties = url.indexOf('?');
        String shown = properties < 0 ? url : url.substring(0, properties);
        shown = shown.startsWith(PREFIX) ? shown.substring(PREFIX.length()) : shown;
        // Not valid in a URL of the driver, but people write it.
        shown = shown.substring(shown.lastIndexOf('@') + 1);
        return new Place(shown.replaceFirst("^//", ""), schema);
    }

    @Override
    public String toString() {
        return database + ", schema " + schema;
    }
}
