// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/** What a step or gate sees of its run. */
public interface StepContext {

    /** {@return the id of the run} */
    String run();

    /** {@return who started the run} */
    Actor author();

    /** {@return the parameters that the run was started with} */
    Document parameters();

    /**
     * {@return the result of an earlier step, or the stored verdict of an earlier gate}
     *
     * @throws org.mlops4j.error.NotFoundException if no such stage has finished
     */
    Document output(String stage);

    /**
     * {@return the same text at every attempt of this stage in this run and at no other} Give it to services outside,
     * so that they recognise a repeated call.
     */
    String idempotencyKey();
}
