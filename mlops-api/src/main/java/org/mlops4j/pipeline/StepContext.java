// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.progress.Progress;

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
     * @throws org.mlops4j.error.NotFoundException if no such stage has finished, as when it was skipped
     */
    Document output(String stage);

    /** {@return the result of an earlier stage, empty if it was skipped or has not finished} */
    Optional<Document> find(String stage);

    /** {@return the number of this try, 1 for the first} */
    int attempt();

    /** {@return where the stage shows people how far it is; its run and name are put in front} */
    Progress progress();

    /**
     * {@return the same text at every attempt of this stage in this run and at no other} Give it to services outside,
     * so that they recognise a repeated call.
     */
    String idempotencyKey();
}
