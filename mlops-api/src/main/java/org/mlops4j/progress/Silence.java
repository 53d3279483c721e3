// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.progress;

/** Work that nobody watches. */
record Silence() implements Progress.Work {

    @Override
    public void at(long done) {}

    @Override
    public void close() {}
}
