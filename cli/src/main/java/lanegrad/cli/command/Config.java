package lanegrad.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import lanegrad.cli.yaml.YamlReader;
import lanegrad.cli.yaml.YamlWriter;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.model.ConfigException;
import lanegrad.model.ConfigException.Problem;
import lanegrad.model.Node;
import lanegrad.train.Experiment;
import lanegrad.train.Run;

/**
 * A config file and what it describes.
 *
 * @param file the file
 * @param node what is written there, with all that was set beside it
 * @param experiment what that describes
 */
record Config(Path file, Node node, Experiment experiment) {
    private static final Binder BINDER = new Binder(Catalog.STANDARD);

    /**
     * Reads a file.
     *
     * @param settings values that replace those of the file, such as {@code train.epochs=3}
     * @throws ConfigException with everything that is wrong
     */
    static Config read(Path file, List<String> settings) {
        Node node = YamlReader.read(file);
        if (node instanceof Node.Mapping mapping) {
            // In front, where people look for them in the resolved config.
            node = withDefault(withDefault(mapping, "seed", Node.Kind.NUMBER, "0"), "name", Node.Kind.TEXT, name(file));
        }
        List<Problem> problems = new ArrayList<>();
        for (String setting : settings) {
            Node before = node;
            node = collect(problems, () -> set(before, setting)).orElse(before);
        }
        Node whole = node;
        Optional<Experiment> experiment = collect(problems, () -> BINDER.bind(Experiment.class, whole));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Config(file, whole, experiment.orElseThrow());
    }

    /** What the work gives, or else its problems among the others. */
    private static <T> Optional<T> collect(List<Problem> problems, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** The experiment with its data read and its model built; what doesn't fit is the config's fault. */
    Run start() {
        return blamed(() -> experiment.start(folder()));
    }

    /** Does something that throws when the config doesn't fit the data, and blames the config for it. */
    <T> T blamed(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            String where =
                    Blame.where(node, e).filter(place -> !place.isEmpty()).orElse(file.toString());
            ConfigException blame = new ConfigException(where, String.valueOf(e.getMessage()));
            blame.initCause(e);
            throw blame;
        }
    }

    /** The config with everything spelled out, fit to stand in any folder. */
    String resolved() {
        return YamlWriter.write(
                BINDER.write(Experiment.class, moved(path -> resolve(path).toString())));
    }

    /** The experiment as it is kept in a model file: without folders, which differ between machines. */
    Node portable() {
        return BINDER.write(
                Experiment.class, moved(path -> String.valueOf(Path.of(path).getFileName())));
    }

    /** The files that the data is read from, by the paths that the config gives them. */
    Map<String, Path> files() {
        Map<String, Path> files = new TreeMap<>();
        moved(path -> {
            files.put(path, resolve(path));
            return path;
        });
        return files;
    }

    /** The experiment that a model file was made by. */
    static Experiment experiment(Node portable) {
        return BINDER.bind(Experiment.class, portable);
    }

    private Experiment moved(UnaryOperator<String> path) {
        return new Experiment(
                experiment.name(),
                experiment.seed(),
                experiment.data().at(path),
                experiment.model(),
                experiment.output(),
                experiment.train());
    }

    private Path resolve(String path) {
        return folder().resolve(path).toAbsolutePath().normalize();
    }

    private Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static Node.Mapping withDefault(Node.Mapping mapping, String key, Node.Kind kind, String text) {
        if (mapping.entry(key) != null) {
            return mapping;
        }
        List<Node.Entry> entries = new ArrayList<>(mapping.entries());
        entries.addFirst(new Node.Entry(key, "", new Node.Scalar(kind, text, "")));
        return new Node.Mapping(entries, mapping.where());
    }

    private static Node set(Node node, String setting) {
        String where = "--set " + setting;
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new ConfigException(where, "expected key=value, such as --set train.epochs=3");
        }
        Node value = YamlReader.value(setting.substring(equals + 1), where);
        return node.with(setting.substring(0, equals), value);
    }
}
