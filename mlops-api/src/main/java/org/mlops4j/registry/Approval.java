// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.time.Instant;
import org.mlops4j.data.Digest;
import org.mlops4j.identity.Actor;

/**
 * That somebody signed a version off.
 *
 * @param actor who
 * @param digest the digest of what was approved: {@link ModelVersion#digest()}
 * @param time when
 * @param reason why
 */
public record Approval(Actor actor, Digest digest, Instant time, String reason) {}
