// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/** Alerts by e-mail. Start with {@link org.mlops4j.mail.MailSink}. */
@NullMarked
package org.mlops4j.mail;

import org.jspecify.annotations.NullMarked;
