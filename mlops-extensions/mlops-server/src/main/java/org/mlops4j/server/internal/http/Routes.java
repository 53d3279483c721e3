// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mlops4j.data.Document;

/** Which endpoint answers what. A segment such as {@code {model_id}} stands for any text and becomes an argument. */
public final class Routes {

    private final List<Entry> entries = new ArrayList<>();

    /** Adds an endpoint. */
    public Routes add(String method, String path, Route route) {
        entries.add(new Entry(method, List.of(path.split("/")), route));
        return this;
    }

    /** Adds an endpoint of MLflow that is not possible here, with the reason. */
    public Routes refuse(String method, String path, String reason) {
        return add(method, path, arguments -> {
            throw new Refusal(Failure.notImplemented(reason));
        });
    }

    /** {@return the methods of the endpoints of a path; none if there is no endpoint} */
    public SortedSet<String> methods(List<String> segments) {
        return entries.stream()
                .filter(entry -> entry.matches(entry.method(), segments))
                .map(Entry::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return what answers a request, if anything does} */
    public Optional<Route> find(String method, List<String> segments) {
        return entries.stream()
                .filter(entry -> entry.matches(method, segments))
                .findFirst()
                .map(entry -> arguments -> entry.route().answer(entry.with(arguments, segments)));
    }

    /** Answers a request by a document. */
    @FunctionalInterface
    public interface Route {

        /** {@return the answer} */
        Document answer(Arguments arguments);
    }

    private record Entry(String method, List<String> path, Route route) {

        boolean matches(String asked, List<String> segments) {
            if (!method.equals(asked) || path.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!isVariable(path.get(i)) && !path.get(i).equals(segments.get(i))) {
                    return false;
                }
            }
            return true;
        }

        Arguments with(Arguments arguments, List<String> segments) {
            Document.Fields fields = arguments.fields();
            for (int i = 0; i < path.size(); i++) {
                String part = path.get(i);
                if (isVariable(part)) {
                    fields = fields.with(part.substring(1, part.length() - 1), segments.get(i));
                }
            }
            return new Arguments(fields);
        }

        private static boolean isVariable(String part) {
            return part.startsWith("{");
        }
    }
}
