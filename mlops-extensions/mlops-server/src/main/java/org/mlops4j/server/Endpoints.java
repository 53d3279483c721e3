// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import org.mlops4j.Mlops;

/** All endpoints over one store. */
final class Endpoints {

    private Endpoints() {}

    static MlflowProtocol on(Mlops mlops, OpenRuns runs, Guard guard, long artifactBytes) {
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
        return new MlflowProtocol(guard, routes, artifactEndpoint);
    }
}
