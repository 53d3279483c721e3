// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Alerts as HTTP requests: to chats, pagers and services of one's own. Start with
 * {@link org.mlops4j.monitoring.webhook.WebhookSink}.
 */
@NullMarked
package org.mlops4j.monitoring.webhook;

import org.jspecify.annotations.NullMarked;
