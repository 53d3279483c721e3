// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The on-line state of features in Redis, where many machines share it. Start with
 * {@link org.mlops4j.redis.RedisOnlineStore}.
 */
@NullMarked
package org.mlops4j.redis;

import org.jspecify.annotations.NullMarked;
