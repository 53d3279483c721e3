// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import java.util.List;
import java.util.Optional;

/** The deployments of this process. Thread-safe. */
public interface Deployments {

    /**
     * Deploys: loads, verifies and warms up the models, stores the spec, and serves. A routing in the spec replaces the
     * stored one, in every process that serves a deployment of that name; without one, the stored one holds.
     *
     * @throws org.mlops4j.error.NotFoundException if the champion's reference names no version, or there is no routing
     *     in the spec and none is stored
     * @throws org.mlops4j.error.CorruptException if the model's bytes are not those that were registered
     * @throws org.mlops4j.error.InvalidException if they are not of their format
     * @throws org.mlops4j.error.IncompatibleException if the model was trained on another feature definition, or its
     *     signature does not fit
     * @throws org.mlops4j.error.AlreadyExistsException if this process has an open deployment of that name
     */
    Deployment deploy(DeploymentSpec spec);

    /**
     * {@return a version, loaded, verified and warmed up, for use outside a deployment; to be closed}
     *
     * @param reference such as {@code model@alias} or {@code model/3}
     * @param use what it is for, by the rule of {@link org.mlops4j.data.Name#require}; where an inventory names the
     *     deployments of a model, this has to be one of them
     * @throws org.mlops4j.error.MlopsException as {@link #deploy} for the champion
     */
    LoadedModel load(String reference, String use);

    /**
     * {@return what tells which inputs made a prediction of a version what it is}
     *
     * @param reference such as {@code model@alias} or {@code model/3}
     * @param use what it is for, as for {@link #load}
     * @throws org.mlops4j.error.IncompatibleException if nothing here can explain models of its kind
     * @throws org.mlops4j.error.MlopsException as {@link #load}
     */
    Explainer explainer(String reference, String use);

    /**
     * {@return how much the trees of a version look at each input, in the order of the inputs; those are left out that
     * no split looks at}
     *
     * @param reference such as {@code model@alias} or {@code model/3}
     * @param use what it is for, as for {@link #load}
     * @throws org.mlops4j.error.IncompatibleException if it has no trees, or its file does not say what they gained
     * @throws org.mlops4j.error.MlopsException as {@link #load}
     */
    List<Importance> importances(String reference, String use);

    /** {@return the open deployment of that name, if this process has one} */
    Optional<Deployment> find(String name);

    /** {@return the open deployments of this process, in the order of their names} */
    List<Deployment> all();
}
