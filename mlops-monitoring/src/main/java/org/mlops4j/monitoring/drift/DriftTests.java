// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.NotFoundException;

/**
 * Drift tests by their names, as stored policies call them. Immutable. A {@link PermutationTest} has a seed of its own
 * and is not among them before it is given.
 */
public final class DriftTests {

    private static final DriftTests STANDARD = new DriftTests(new TreeMap<>())
            .with(
                    new AndersonDarlingTest(),
                    new BinomialTest(),
                    new ChiSquareTest(),
                    new CramerVonMisesTest(),
                    new EnergyDistance(),
                    new EppsSingletonTest(),
                    new FisherTest(),
                    new GTest(),
                    new Hellinger(),
                    new JensenShannon(),
                    new KsTest(),
                    new KuiperTest(),
                    new KullbackLeibler(),
                    new LeveneTest(),
                    new MannWhitneyTest(),
                    new MissingShareTest(),
                    new ProportionTest(),
                    new Psi(),
                    new TotalVariation(),
                    new Wasserstein(),
                    new WelchTest());

    private final SortedMap<String, DriftTest> byName;

    private DriftTests(SortedMap<String, DriftTest> byName) {
        this.byName = Collections.unmodifiableSortedMap(byName);
    }

    /** {@return the tests of this library} */
    public static DriftTests standard() {
        return STANDARD;
    }

    /**
     * {@return the tests of this library and those that the {@link ServiceLoader} finds as a {@link DriftTest}}
     *
     * @throws IncompatibleException if two of them have one name
     */
    public static DriftTests found() {
        SortedMap<String, DriftTest> tests = new TreeMap<>(STANDARD.byName);
        for (DriftTest found : ServiceLoader.load(DriftTest.class, DriftTests.class.getClassLoader())) {
            DriftTest other = tests.putIfAbsent(found.name(), found);
            if (other != null) {
                throw new IncompatibleException("two drift tests are called '" + found.name() + "': "
                        + other.getClass().getName() + " and "
                        + found.getClass().getName()
                        + "; take one of them off the class path");
            }
        }
        return new DriftTests(tests);
    }

    /** {@return a copy with further tests, which win over others of their names} */
    public DriftTests with(DriftTest... others) {
        SortedMap<String, DriftTest> tests = new TreeMap<>(byName);
        for (DriftTest other : others) {
            tests.put(other.name(), other);
        }
        return new DriftTests(tests);
    }

    /** {@return the test of a name, if there is one} */
    public Optional<DriftTest> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * {@return the test of a name}
     *
     * @throws NotFoundException if there is none; the message lists all names
     */
    public DriftTest require(String name) {
        return find(name)
                .orElseThrow(() -> new NotFoundException("there is no drift test '" + name + "', only "
                        + byName.keySet() + "; give further ones to DriftTests.with(…)"));
    }

    /** {@return all tests, sorted by name} */
    public List<DriftTest> all() {
        return List.copyOf(byName.values());
    }
}
