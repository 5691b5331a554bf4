package lanegrad.kernels.pointwise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The functions under test: all of the package that have a form without settings, some with settings, and derivatives of
 * kinds that aren't among these.
 */
public final class Functions {
    private Functions() {}

    /** Functions of one argument. */
    public static List<Pointwise> pointwise() {
        Set<Pointwise> functions = new LinkedHashSet<>(withSettings());
        for (Class<?> type : implementing(Pointwise.class)) {
            try {
                functions.add((Pointwise) type.getConstructor().newInstance());
            } catch (NoSuchMethodException _) {
                // It needs settings: a test says so if it isn't above.
            } catch (ReflectiveOperationException thrown) {
                throw new IllegalStateException(thrown);
            }
        }
        for (Pointwise function : List.copyOf(functions)) {
            addSlopes(function, functions);
        }
        return List.copyOf(functions);
    }

    private static void addSlopes(Pointwise function, Set<Pointwise> functions) {
        Pointwise slope = function;
        for (int order = 1; order <= 2 && hasSlope(slope); order++) {
            slope = slope.slope();
            Class<?> kind = slope.getClass();
            if (functions.stream().noneMatch(kind::isInstance)) {
                functions.add(slope);
            }
        }
    }

    private static boolean hasSlope(Pointwise function) {
        try {
            return function.slope() != null;
        } catch (UnsupportedOperationException _) {
            return false;
        }
    }

    private static List<Pointwise> withSettings() {
        return List.of(
                new LeakyRelu(0.01f),
                new LeakyRelu(-0.5f),
                new Step(0, 0, 1),
                new Step(-1, 0, 1),
                new Step(-1, 1, 1),
                new Step(2, 3, 2),
                new Reciprocal(0.5f, 1),
                new Elu(0.5f),
                new ScaledElu(1, 1),
                new Elu(0.5f).slope(),
                new Ramp(-1, 2, 0.5f, 0.25f),
                new HardTanh().slope(),
                new Softsign().slope(),
                new Softsign().slope().slope(),
                new Arctan().slope(),
                new LogSigmoid().slope(),
                new Mish().slope(),
                new Erf().slope(),
                new Swish().slope(),
                new Swish().slope().slope(),
                new Gelu().slope(),
                new Gelu().slope().slope(),
                new Polynomial(0),
                new Polynomial(3),
                new Polynomial(0, -1),
                new Polynomial(0.5f, 3),
                new Polynomial(0, 1, -1),
                new Polynomial(1, 0, -1),
                new Polynomial(1, -2, 0.5f, 0, 2, -0.1f));
    }

    /** Functions of two arguments. */
    public static List<Binary> binary() {
        return List.of(
                new Plus(),
                new Minus(),
                new Times(),
                new Divide(),
                new Maximum(),
                new Minimum(),
                new Compare(Compare.Relation.LESS),
                new Compare(Compare.Relation.AT_MOST),
                new Compare(Compare.Relation.EQUAL));
    }

    /** The compiled classes of this package that implement an interface. */
    static List<Class<?>> implementing(Class<?> type) {
        try {
            Path classes = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files =
                    Files.list(classes.resolve(type.getPackageName().replace('.', '/')))) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                        .<Class<?>>map(name -> load(type, name.substring(0, name.length() - ".class".length())))
                        .filter(found -> type.isAssignableFrom(found) && !found.isInterface())
                        .toList();
            }
        } catch (URISyntaxException thrown) {
            throw new IllegalStateException(thrown);
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    private static Class<?> load(Class<?> type, String name) {
        try {
            return Class.forName(type.getPackageName() + "." + name, false, type.getClassLoader());
        } catch (ClassNotFoundException | NoClassDefFoundError thrown) {
            // A vector form, where the Vector API is absent.
            return Object.class;
        }
    }
}
