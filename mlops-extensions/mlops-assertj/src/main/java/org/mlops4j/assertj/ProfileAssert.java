// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import org.assertj.core.api.AbstractAssert;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;

/** Assertions on a profile. */
public final class ProfileAssert extends AbstractAssert<ProfileAssert, Profile> {

    ProfileAssert(Profile actual) {
        super(actual, ProfileAssert.class);
    }

    /**
     * Verifies that no column of a reference drifted, and that there are enough rows on both sides to say so; see
     * {@link DriftReportAssert#hasNoDrift}. The policy is {@link DriftPolicy#defaults}.
     *
     * @param reference the one into whose bins the profile was counted
     */
    public ProfileAssert hasNoDriftFrom(ReferenceProfile reference) {
        driftFrom(reference, DriftPolicy.defaults()).hasNoDrift();
        return this;
    }

    /** {@return assertions on the comparison with a reference by a policy of one's own} */
    public DriftReportAssert driftFrom(ReferenceProfile reference, DriftPolicy policy) {
        isNotNull();
        return new DriftReportAssert(Drift.between(reference, actual, policy)).describedAs(descriptionText());
    }
}
