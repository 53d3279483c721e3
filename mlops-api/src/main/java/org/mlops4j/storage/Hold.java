// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.storage;

import java.time.Instant;
import org.mlops4j.data.Digest;
import org.mlops4j.identity.Actor;

/**
 * That a blob must be kept, whatever is deleted.
 *
 * @param blob which
 * @param reason why
 * @param actor who said so
 * @param since when
 */
public record Hold(Digest blob, String reason, Actor actor, Instant since) {}
