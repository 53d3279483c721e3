// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.storage;

/**
 * What was copied from one store to another, and found equal.
 *
 * @param documents how many documents
 * @param changes the last number of the sequence of changes
 * @param audited how many entries the audit chain has
 * @param points how many points of series
 * @param events how many rows of event streams
 * @param blobs how many blobs
 * @param blobBytes how many bytes they have together
 */
public record CopyReport(
        long documents, long changes, long audited, long points, long events, long blobs, long blobBytes) {}
