// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Snapshot;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.Slf4jSink;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.spring.FraudModel;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The application of docs/spring-boot.md, started and asked over HTTP. */
class SpringBootGuideTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static ConfigurableApplicationContext application;
    private static String address;

    @BeforeAll
    static void trainThenStart() {
        FraudModel.register(directory);
        application = SpringApplication.run(
                PaymentService.class,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.application.name=payments",
                "--mlops.directory=" + directory,
                "--mlops.deployments.fraud.champion=fraud@champion",
                "--mlops.deployments.fraud.log.sample=1",
                "--management.endpoints.web.exposure.include=health,metrics,mlops",
                "--management.endpoint.health.show-details=always");
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        address = "http://localhost:" + port;
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void theApplicationPredictsAndTellsHowItIs() throws Exception {
        String payment = "{\"amount\": 420.0, \"hour\": 3}";
        Document score = json(post("/payments/payment-1", payment), 200);
        assertThat(score.get("probability").number()).isBetween(0.58, 0.6);
        assertThat(score.get("version").text()).isEqualTo("fraud/1");
        assertThat(post("/payments/payment-1/chargeback", "{}").statusCode()).isEqualTo(200);

        HttpResponse<String> refused = post("/payments/payment-2", "{\"amount\": 420.0}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("'hour' is missing");

        Document health = json(get("/actuator/health"), 200);
        assertThat(health.get("status").text()).isEqualTo("UP");
        assertThat(health.get("components")
                        .get("mlops")
                        .get("details")
                        .get("deployments")
                        .get("fraud")
                        .get("version"))
                .isEqualTo(Document.of("fraud/1"));

        Document fraud = json(get("/actuator/mlops"), 200).get("deployments").get("fraud");
        assertThat(fraud.get("predictions").whole()).isEqualTo(1);
        assertThat(fraud.get("references").get("champion").text()).isEqualTo("fraud@champion");
        assertThat(json(get("/actuator/mlops/fraud"), 200)).isEqualTo(fraud);
        assertThat(get("/actuator/mlops/other").statusCode()).isEqualTo(404);

        Document predictions = json(get("/actuator/metrics/mlops.predictions?tag=outcome:succeeded"), 200);
        assertThat(predictions.get("measurements").list().get(0).get("value").number())
                .isEqualTo(1);

        application.getBean("fraud", Deployment.class).stop("a drill");
        assertThat(post("/payments/payment-3", payment).statusCode()).isEqualTo(503);
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
        application.getBean("fraud", Deployment.class).resume("the drill is over");
    }

    @Test
    void peopleActInTheirOwnName() {
        Mlops mlops = application.getBean(Mlops.class);
        Principal ana = () -> "ana";
        new Models(mlops).promote(1, "looks good", ana);
        assertThat(mlops.registry().alias("fraud", "champion").history())
                .last()
                .satisfies(move -> assertThat(move.actor()).isEqualTo(Actor.of("ana")));
    }

    @Test
    void anOwnDeploymentIsABeanToo() {
        assertThat(application.getBean("trial", Deployment.class).champion().id())
                .startsWith("fraud/");
    }

    // Classes inside a test are not found by scanning.
    @SpringBootApplication
    @Import({Payments.class, Models.class})
    static class PaymentService {

        public static void main(String[] args) {
            SpringApplication.run(PaymentService.class, args);
        }

        @Bean
        Monitor fraudMonitor(Mlops mlops, @Qualifier("fraud") Deployment fraud) {
            Snapshot training = mlops.snapshots().named("payments").get(0);
            return Monitor.of(mlops, fraud)
                    .reference(mlops.snapshots().table(training))
                    .window(Duration.ofDays(1))
                    .alert(AlertRule.when("missing.amount").above(0.1), Slf4jSink.warn())
                    .open()
                    .start(Duration.ofMinutes(5));
        }

        @Bean
        Deployment trial(Mlops mlops) {
            return mlops.serving()
                    .deploy(DeploymentSpec.named("trial").champion("fraud/1").logPredictions(PredictionLogging.off()));
        }
    }

    @RestController
    static class Payments {

        private final Deployment fraud;

        Payments(@Qualifier("fraud") Deployment fraud) {
            this.fraud = fraud;
        }

        @PostMapping("/payments/{id}")
        Score score(@PathVariable String id, @RequestBody Map<String, Object> payment) {
            Prediction prediction = fraud.predict(id, payment);
            return new Score(prediction.value(), prediction.version().id());
        }

        @PostMapping("/payments/{id}/chargeback")
        void chargeback(@PathVariable String id) {
            fraud.label(id, 1);
        }

        @ExceptionHandler
        @ResponseStatus(HttpStatus.BAD_REQUEST)
        String notARequest(InvalidException e) {
            return e.getMessage();
        }

        @ExceptionHandler
        @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
        String stopped(RejectedException e) {
            return e.getMessage();
        }

        record Score(double probability, String version) {}
    }

    @RestController
    static class Models {

        private final Mlops mlops;

        Models(Mlops mlops) {
            this.mlops = mlops;
        }

        @PostMapping("/models/fraud/{number}/promote")
        void promote(@PathVariable int number, @RequestBody String reason, Principal principal) {
            Actor actor = Actor.of(principal.getName()).recognisedBy("spring-security");
            Mlops inTheirName = mlops.as(actor);
            inTheirName
                    .registry()
                    .alias("fraud", "champion")
                    .moveTo(mlops.registry().load("fraud", number), reason);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Document json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return application.getBean(Mlops.class).json().read(response.body());
    }
}
