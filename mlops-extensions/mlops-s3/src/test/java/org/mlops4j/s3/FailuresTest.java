// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.error.StorageException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FailuresTest {

    @ParameterizedTest
    @CsvSource({
        "301, another region",
        "307, another region",
        "400, wrong region",
        "401, credentials",
        "403, permissions",
        "404, removed by somebody else",
        "405, does not know this request",
        "501, does not know this request",
        "500, may be repeated",
        "503, may be repeated"
    })
    void eachAnswerOfTheServerSaysWhatToDo(int status, String advice) {
        SdkException answer =
                S3Exception.builder().statusCode(status).message("No.").build();
        StorageException failure = Failures.translate("store s3://bucket/key", answer);
        assertThat(failure)
                .hasMessageStartingWith("could not store s3://bucket/key: No. ")
                .hasMessageContaining(advice)
                .hasMessageNotContaining("..")
                .hasCause(answer);
    }

    @Test
    void aBucketThatIsNotThereIsSaidToBeNotThere() {
        SdkException answer =
                NoSuchBucketException.builder().statusCode(404).message("No").build();
        assertThat(Failures.translate("list s3://bucket/", answer)).hasMessageContaining("create it");
    }

    @Test
    void aHostThatIsNotThereIsToldFromASettingThatIsMissing() {
        SdkException unreachable = SdkClientException.create("no answer", new UnknownHostException("minio.example"));
        SdkException unset = SdkClientException.create("no region");
        assertThat(Failures.translate("open it", unreachable)).hasMessageContaining("can this machine reach it?");
        assertThat(Failures.translate("open it", unset)).hasMessageContaining("credentials and regions");
    }

    @Test
    void anInterruptionIsPassedOn() {
        StorageException failure = Failures.translate("read it", AbortedException.create("stopped"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).hasMessageContaining("the thread was interrupted");
    }
}
