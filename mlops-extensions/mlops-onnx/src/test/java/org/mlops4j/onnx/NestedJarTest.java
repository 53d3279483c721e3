// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Predictor;

/** An application whose jars lie within its own, as Spring Boot makes them. */
class NestedJarTest {

    @TempDir
    Path directory;

    @Test
    void modelsAreTriedInAnotherJvmWithTheJarsCopiedOut() throws Exception {
        Path application = application();
        Class<?> probe = new NestedLoader(application).loadClass(ChildProbe.class.getName());
        assertThat(probe.getProtectionDomain().getCodeSource().getLocation().toString())
                .isEqualTo("jar:file:" + application + "!/lib/1.jar!/");
        // What ONNX Runtime says of it in the other JVM tells that all three jars were found there.
        byte[] empty = ProtoWriter.model().message(7, ProtoWriter.message()).toByteArray();
        assertThatThrownBy(() -> require(probe, empty, 0))
                .isInstanceOf(InvalidException.class)
                .hasMessageStartingWith("ONNX Runtime refuses the model: ");
    }

    @Test
    void aJarWithinAJarIsCopiedAndOneByItselfIsNot() throws IOException {
        byte[] inner = jar(Map.of("a.txt", new byte[] {1}));
        Path outer = Files.write(directory.resolve("outer.jar"), jar(Map.of("lib/inner.jar", inner)));
        Path copies = Files.createDirectory(directory.resolve("copies"));
        Path copy = origin("jar:" + outer.toUri() + "!/lib/inner.jar!/").file(copies);
        assertThat(copy).isEqualTo(copies.resolve("Predictor.jar")).hasBinaryContent(inner);
        assertThat(origin("jar:" + outer.toUri() + "!/").file(copies)).isEqualTo(outer);
        assertThat(origin(outer.toUri().toString()).file(copies)).isEqualTo(outer);
        assertThatThrownBy(() ->
                        origin("jar:" + outer.toUri() + "!/lib/other.jar!/").file(copies))
                .isInstanceOf(IOException.class);
    }

    @Test
    void classesThatAreInNoJarHaveNoOtherJvm() {
        assertThatThrownBy(() -> new CodeOrigin(String.class, null).file(directory))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("java.lang.String is in no jar but in null")
                .hasMessageContaining("OnnxFormat.trusting()");
    }

    private static CodeOrigin origin(String location) throws IOException {
        return new CodeOrigin(Predictor.class, URI.create(location).toURL());
    }

    private static void require(Class<?> probe, byte[] file, int width) throws Exception {
        Method ofModels = probe.getDeclaredMethod("ofModels");
        Method require = probe.getDeclaredMethod("require", byte[].class, int.class);
        ofModels.setAccessible(true);
        require.setAccessible(true);
        try {
            require.invoke(ofModels.invoke(null), file, width);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    /** A jar with what the class path has of the API, this module and ONNX Runtime as jars in it. */
    private Path application() throws IOException {
        Map<String, byte[]> jars = new HashMap<>();
        for (Class<?> type : List.of(Predictor.class, ChildProbe.class, OrtEnvironment.class)) {
            Path origin = CodeOrigin.of(type).file(directory);
            byte[] jar = Files.isDirectory(origin) ? jar(classes(origin)) : Files.readAllBytes(origin);
            jars.put("lib/" + jars.size() + ".jar", jar);
        }
        return Files.write(directory.resolve("application.jar"), jar(jars));
    }

    private static Map<String, byte[]> classes(Path root) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return entries;
    }

    private static byte[] jar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            out.setLevel(0);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Defines the classes of this module and of ONNX Runtime out of jars within a jar; those of the API stay. */
    private static final class NestedLoader extends SecureClassLoader {

        private final Map<String, byte[]> classes = new HashMap<>();
        private final Map<String, URL> locations = new HashMap<>();

        NestedLoader(Path application) throws IOException {
            super(NestedLoader.class.getClassLoader());
            try (JarInputStream outer = new JarInputStream(Files.newInputStream(application))) {
                for (JarEntry jar = outer.getNextJarEntry(); jar != null; jar = outer.getNextJarEntry()) {
                    String location = "jar:file:" + application + "!/" + jar.getName() + "!/";
                    add(URI.create(location).toURL(), new ByteArrayInputStream(outer.readAllBytes()));
                }
            }
        }

        private void add(URL location, InputStream jar) throws IOException {
            try (JarInputStream in = new JarInputStream(jar)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    if (entry.getName().matches("(org/mlops4j/onnx|ai)/.*\\.class")) {
                        String name = entry.getName().replace('/', '.').replaceAll("\\.class$", "");
                        classes.put(name, in.readAllBytes());
                        locations.put(name, location);
                    }
                }
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                byte[] code = classes.get(name);
                if (code == null) {
                    return super.loadClass(name, resolve);
                }
                CodeSource source = new CodeSource(locations.get(name), (Certificate[]) null);
                return defineClass(name, code, 0, code.length, source);
            }
        }
    }
}
