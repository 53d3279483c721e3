// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.nio.channels.FileLock;

/** A lock on a range of a file. */
final class FaultyLock extends FileLock {

    private final FaultyChannel owner;
    private volatile boolean released;

    FaultyLock(FaultyChannel owner, long position, long size, boolean shared) {
        super(owner, position, size, shared);
        this.owner = owner;
    }

    @Override
    public boolean isValid() {
        return !released && owner.isOpen();
    }

    @Override
    public void release() {
        released = true;
    }
}
