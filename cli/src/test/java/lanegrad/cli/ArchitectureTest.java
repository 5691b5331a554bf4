package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lanegrad.kernels.Cpu;
import lanegrad.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Who may know whom, read from the compiled classes. */
class ArchitectureTest {
    private static final List<String> DSL =
            List.of("tensor", "autodiff", "nn", "loss", "optim", "data", "model", "train").stream()
                    .map("lanegrad."::concat)
                    .toList();

    /** For each room (a package and those below it) the rooms and libraries it may know, beside itself and the JDK. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("lanegrad.kernels", Set.of("jdk.incubator.vector")),
            Map.entry("lanegrad.tensor", Set.of()),
            Map.entry("lanegrad.autodiff", Set.of("lanegrad.tensor", "lanegrad.kernels")),
            Map.entry("lanegrad.nn", Set.of("lanegrad.autodiff", "lanegrad.tensor", "lanegrad.kernels")),
            Map.entry("lanegrad.loss", Set.of("lanegrad.autodiff", "lanegrad.tensor", "lanegrad.kernels")),
            Map.entry("lanegrad.optim", Set.of("lanegrad.autodiff", "lanegrad.tensor", "lanegrad.kernels")),
            Map.entry("lanegrad.data", Set.of("lanegrad.tensor", "lanegrad.kernels")),
            Map.entry("lanegrad.data.format", Set.of("lanegrad.data", "lanegrad.kernels", "de.siegmar.fastcsv")),
            Map.entry("lanegrad.model", all(DSL.subList(0, 6), "lanegrad.kernels", "tools.jackson.core")),
            Map.entry("lanegrad.train", all(DSL.subList(0, 7), "lanegrad.kernels")),
            Map.entry("lanegrad", all(DSL, "lanegrad.kernels", "kotlin", "org.jetbrains.annotations")),
            Map.entry("lanegrad.cli.yaml", Set.of("lanegrad.data", "lanegrad.model", "org.snakeyaml.engine")),
            Map.entry("lanegrad.cli.bench", all(DSL, "lanegrad.kernels", "lanegrad.cli.report", "com.sun.management")),
            Map.entry("lanegrad.cli.report", all(DSL, "lanegrad.kernels", "lanegrad.cli.yaml")),
            Map.entry(
                    "lanegrad.cli.command",
                    all(
                            DSL,
                            "lanegrad.kernels",
                            "lanegrad.cli.bench",
                            "lanegrad.cli.report",
                            "lanegrad.cli.yaml",
                            "de.siegmar.fastcsv",
                            "picocli")),
            Map.entry(
                    "lanegrad.cli",
                    all(DSL, "lanegrad.kernels", "lanegrad.cli.command", "lanegrad.cli.report", "picocli")));

    private static Set<String> all(List<String> rooms, String... more) {
        Set<String> all = new TreeSet<>(rooms);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void everyClassKnowsOnlyWhomItMay() {
        SortedMap<String, SortedSet<String>> uses = new TreeMap<>();
        Stream.of(Cpu.class, Shape.class, Main.class).forEach(inModule -> uses.putAll(usesOf(inModule)));
        assertThat(uses).hasSizeGreaterThan(150);
        assertThat(uses.keySet().stream().map(ArchitectureTest::room))
                .containsAll(MAY_KNOW.keySet().stream()
                        .filter(room -> !room.equals("lanegrad"))
                        .toList());
        assertThat(violations(uses)).isEmpty();
    }

    @Test
    void theRuleCanFail() {
        assertThat(violations(Map.of("lanegrad.autodiff.Tape", Set.of("lanegrad.nn.Layer", "lanegrad.tensor.Shape"))))
                .containsExactly("lanegrad.autodiff.Tape knows lanegrad.nn.Layer");
        assertThat(violations(Map.of("lanegrad.model.Model", Set.of("lanegrad.train.Trainer"))))
                .hasSize(1);
        assertThat(violations(Map.of("lanegrad.kernels.gemm.Gemm", Set.of("lanegrad.tensor.Shape"))))
                .hasSize(1);
        assertThat(violations(Map.of("lanegrad.data.Table", Set.of("org.snakeyaml.engine.v2.api.Load"))))
                .hasSize(1);
        assertThat(violations(Map.of("lanegrad.train.Trainer", Set.of("picocli.CommandLine"))))
                .hasSize(1);
        assertThat(violations(Map.of("lanegrad.autodiff.Tape", Set.of("jdk.incubator.vector.FloatVector"))))
                .hasSize(1);
        assertThat(violations(Map.of("lanegrad.kernels.gemm.Gemm", Set.of("java.util.concurrent.ForkJoinPool"))))
                .hasSize(1);
        assertThat(violations(Map.of("lanegrad.kernels.Team", Set.of("java.util.concurrent.ForkJoinPool"))))
                .isEmpty();
        assertThat(violations(Map.of("lanegrad.elsewhere.Thing", Set.of("lanegrad.tensor.Shape"))))
                .hasSize(1);
    }

    /** A class that knows others in all the ways that a class file can say. */
    private interface Knowing {
        ForkJoinPool inSignature(Map<String, FileSystem[]> generic);
    }

    @Test
    void typesInSignaturesCount() throws IOException {
        byte[] bytes;
        try (var stream = ArchitectureTest.class.getResourceAsStream("ArchitectureTest$Knowing.class")) {
            bytes = stream.readAllBytes();
        }
        assertThat(uses(ClassFile.of().parse(bytes)))
                .contains("java.util.concurrent.ForkJoinPool", "java.util.Map", "java.nio.file.FileSystem");
    }

    private static List<String> violations(Map<String, ? extends Set<String>> uses) {
        List<String> violations = new ArrayList<>();
        uses.forEach((user, used) -> used.stream()
                .filter(other -> !isAllowed(user, other))
                .forEach(other -> violations.add(user + " knows " + other)));
        return violations;
    }

    private static boolean isAllowed(String user, String used) {
        if (used.startsWith("java.util.concurrent.ForkJoin")) {
            return user.equals("lanegrad.kernels.Team") || user.startsWith("lanegrad.kernels.Team$");
        }
        if (used.startsWith("java.") || used.startsWith("org.jspecify.")) {
            return true;
        }
        String own = room(user);
        String other = used.startsWith("lanegrad.") ? room(used) : used;
        return own.equals(other)
                || MAY_KNOW.getOrDefault(own, Set.of()).stream().anyMatch(known -> isIn(other, known));
    }

    private static boolean isIn(String name, String room) {
        return (name + ".").startsWith(room + ".");
    }

    /** The longest of the rooms that a class is in; a package without one is a room of its own, which may know nobody. */
    private static String room(String name) {
        String place = name.substring(0, name.lastIndexOf('.'));
        return MAY_KNOW.keySet().stream()
                .filter(room -> room.equals("lanegrad") ? place.equals(room) : isIn(place, room))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse(place);
    }

    /** The classes of the folder or jar that a class is in, and whom each knows. */
    private static Map<String, SortedSet<String>> usesOf(Class<?> inModule) {
        try {
            URI place =
                    inModule.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(place);
            if (Files.isDirectory(path)) {
                return usesBelow(path);
            }
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return usesBelow(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, SortedSet<String>> usesBelow(Path root) throws IOException {
        Map<String, SortedSet<String>> uses = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(ArchitectureTest::isClass).toList()) {
                ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
                uses.put(model.thisClass().asInternalName().replace('/', '.'), uses(model));
            }
        }
        return uses;
    }

    private static boolean isClass(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".class") && !name.endsWith("-info.class");
    }

    /** All types that a class file names: in its code, and in descriptors and generic signatures. */
    private static SortedSet<String> uses(ClassModel model) {
        Pattern descriptor = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");
        SortedSet<String> uses = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry type && !type.asInternalName().startsWith("[")) {
                uses.add(type.asInternalName().replace('/', '.'));
            } else if (entry instanceof Utf8Entry text) {
                Matcher matcher = descriptor.matcher(text.stringValue());
                while (matcher.find()) {
                    uses.add(matcher.group(1).replace('/', '.'));
                }
            }
        }
        return uses;
    }
}
