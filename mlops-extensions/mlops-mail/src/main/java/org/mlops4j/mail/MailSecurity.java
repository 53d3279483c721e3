// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mail;

/** How a connection to a mail server is kept from being read. */
public enum MailSecurity {
    /** Begins in the open and goes on in TLS before anything is said; a server that does not offer it gets nothing. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS,
    /** Not at all: for a relay on the same machine. No password is sent. */
    NONE
}
