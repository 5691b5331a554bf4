package lanegrad.examples;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import lanegrad.cli.yaml.YamlReader;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.train.Experiment;

/** The experiments that the examples spell. */
final class Spellings {
    private Spellings() {}

    /** What a config in {@code yaml/} describes. */
    static Experiment yaml(String name) {
        return new Binder(Catalog.STANDARD).bind(Experiment.class, YamlReader.read(Path.of("yaml", name + ".yaml")));
    }

    /** What the method {@code experiment()} of a source file in {@code java/} returns. */
    static Experiment java(String name, Path classes) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> command = List.of(
                "-d",
                classes.toString(),
                "--module-path",
                System.getProperty("java.class.path"),
                "--add-modules",
                "lanegrad",
                Path.of("java", name + ".java").toString());
        if (compiler.run(null, null, null, command.toArray(String[]::new)) != 0) {
            throw new AssertionError("java/" + name + ".java doesn't compile");
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Class<?> type = loader.loadClass(name);
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method experiment = type.getDeclaredMethod("experiment");
            experiment.setAccessible(true);
            return (Experiment) experiment.invoke(constructor.newInstance());
        }
    }

    /** The names of the examples in a folder. */
    static List<String> names(String folder, String ending) throws IOException {
        try (var files = Files.list(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
    }
}
