package lanegrad.kernels.pointwise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The functions under test; {@link #implementing} finds those that are missing here. */
final class Functions {
    private Functions() {}

    static List<Pointwise> pointwise() {
        return List.of(
                new Identity(),
                new Relu(),
                new LeakyRelu(0.01f),
                new LeakyRelu(-0.5f),
                new Step(0, 0, 1),
                new Step(-1, 0, 1),
                new Step(-1, 1, 1),
                new Step(2, 3, 2),
                new Abs(),
                new Sigmoid(),
                new Tanh(),
                new Exp(),
                new Expm1(),
                new Log(),
                new Log1p(),
                new Softplus(),
                new Sqrt(),
                new Reciprocal(),
                new Reciprocal(0.5f, 1),
                new Elu(1, 1),
                Elu.selu(),
                new Elu(1, 0.5f).slope(),
                Ramp.hardTanh(),
                Ramp.hardSigmoid(),
                Ramp.hardTanh().slope(),
                new Swish(),
                new Swish().slope(),
                new Gelu(),
                new Gelu().slope(),
                new Polynomial(0),
                new Polynomial(3),
                new Polynomial(0, -1),
                new Polynomial(0.5f, 3),
                new Polynomial(0, 1, -1),
                new Polynomial(1, 0, -1),
                new Polynomial(1, -2, 0.5f, 0, 2, -0.1f));
    }

    static List<Binary> binary() {
        return List.of(new Plus(), new Minus(), new Times(), new Divide(), new Maximum());
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
