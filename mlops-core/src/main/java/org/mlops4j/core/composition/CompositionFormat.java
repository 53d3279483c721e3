// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.Composition;
import org.mlops4j.registry.Composition.Kind;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/** Reads what {@link Composition#toPackage} wrote: each member by its own format, from its part of the files. */
public final class CompositionFormat implements ModelFormat {

    private final Map<String, ModelFormat> formats;

    /**
     * A format of compositions.
     *
     * @param formats what members can be of, by name; copied
     */
    public CompositionFormat(Map<String, ModelFormat> formats) {
        this.formats = new TreeMap<>(formats);
    }

    @Override
    public String name() {
        return Composition.FORMAT;
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        Document description = manifest.properties()
                .find(Composition.FORMAT)
                .orElseThrow(() -> new InvalidException("a composition has the property '" + Composition.FORMAT
                        + "'; make it by Composition.toPackage"));
        List<Document> described = description.get("members").list();
        if (described.size() < 2) {
            throw new InvalidException("a composition has two members at least, has " + described.size());
        }
        List<Predictor> members = new ArrayList<>();
        try {
            for (int i = 0; i < described.size(); i++) {
                members.add(member(i, described.get(i), files));
            }
            return together(description.get("kind").constant(Kind.class), members, described);
        } catch (RuntimeException e) {
            members.forEach(Predictor::close);
            throw e;
        }
    }

    private Predictor member(int position, Document described, Files files) {
        ModelManifest manifest = ModelManifest.from(described.get("manifest"));
        ModelFormat format = manifest.format().equals(name()) ? this : formats.get(manifest.format());
        if (format == null) {
            throw new IncompatibleException("nothing here reads the format '" + manifest.format() + "' of "
                    + described.get("version").text() + ", a member of a composition; known are "
                    + String.join(", ", formats.keySet()));
        }
        return format.load(manifest, file -> files.read(position + "/" + file));
    }

    private static Predictor together(Kind kind, List<Predictor> members, List<Document> described) {
        if (kind == Kind.SEQUENCE) {
            return new Sequence(members);
        }
        double[] weights =
                described.stream().mapToDouble(m -> m.get("weight").number()).toArray();
        return new Ensemble(members, weights, kind == Kind.MEAN ? Ballot::mean : Ballot::vote);
    }
}
