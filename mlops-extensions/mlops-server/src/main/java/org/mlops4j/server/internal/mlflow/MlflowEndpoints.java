// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import org.mlops4j.Mlops;
import org.mlops4j.server.internal.http.Guard;
import org.mlops4j.server.internal.http.Protocol;
import org.mlops4j.server.internal.http.Routes;

/** All endpoints over one store. */
public final class MlflowEndpoints {

    /** The version of MLflow whose protocol is spoken. */
    public static final String VERSION = "3.6.0";

    private MlflowEndpoints() {}

    /**
     * {@return the protocol over a store, which stays the caller's}
     *
     * @param artifactBytes how large an artifact may be
     */
    public static Protocol on(Mlops mlops, Guard guard, long artifactBytes) {
        OpenRuns runs = new OpenRuns(mlops.tracking());
        Experiments experiments = new Experiments(mlops);
        experiments.of(Experiments.DEFAULT);
        ClientFacts facts = new ClientFacts(mlops);
        RunAnswer answers = new RunAnswer(mlops, experiments, facts);
        LoggedModels logged = new LoggedModels(mlops);
        RegisteredModels models = new RegisteredModels(mlops);
        Artifacts artifacts = new Artifacts(mlops, runs, experiments, logged);
        VersionSource sources = new VersionSource(artifacts, runs, experiments, logged);
        ArtifactEndpoint artifactEndpoint = new ArtifactEndpoint(artifacts, runs, experiments, artifactBytes);
        Routes routes = new Routes();
        new ExperimentRoutes(experiments).addTo(routes);
        new RunRoutes(runs, experiments, facts, answers, mlops.limits()).addTo(routes);
        new RunLogging(runs, facts).addTo(routes);
        new RunSearch(mlops.tracking(), experiments, answers).addTo(routes);
        new MetricRoutes(mlops.tracking(), runs).addTo(routes);
        new LoggedModelRoutes(mlops, logged, experiments, runs).addTo(routes);
        new RegisteredModelRoutes(mlops.registry(), models).addTo(routes);
        new VersionRoutes(mlops.registry(), models, sources, mlops.limits()).addTo(routes);
        artifactEndpoint.addTo(routes);
        return new MlflowProtocol(guard, routes, artifactEndpoint, runs);
    }
}
