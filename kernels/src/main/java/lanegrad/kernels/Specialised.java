package lanegrad.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Copies of a class that differ in one constant: a loop is written once, and each function gets a loop of its own into
 * which the JIT compiler inlines it.
 *
 * <p>A template is a top-level class with a constructor without arguments, which takes its constant by
 *
 * <pre>{@code
 * private static final Lane LANE = Specialised.constant(MethodHandles.lookup(), Lane.class);
 * }</pre>
 *
 * <p>One loop shared by many functions would call them through an interface: megamorphic, with every vector boxed, 3 to
 * 20 times slower.
 */
public final class Specialised {
    private Specialised() {}

    /**
     * Makes an instance of a new copy of the template's class, whose constant is the one given.
     *
     * @param lookup of the template's package
     */
    public static Object copy(MethodHandles.Lookup lookup, Class<?> template, Object constant) {
        try {
            MethodHandles.Lookup copy =
                    lookup.defineHiddenClassWithClassData(bytes(template), constant, /* initialize= */ true);
            return copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalStateException("can't specialise " + template + " for " + constant, thrown);
        }
    }

    /** The constant of the copy that calls this in its static initialiser. */
    public static <T> T constant(MethodHandles.Lookup lookup, Class<T> type) {
        try {
            return MethodHandles.classData(lookup, "_", type);
        } catch (IllegalAccessException thrown) {
            throw new IllegalStateException(lookup.lookupClass() + " can't read its own class data", thrown);
        }
    }

    private static byte[] bytes(Class<?> template) {
        String file = template.getSimpleName() + ".class";
        try (InputStream stream = template.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("can't find " + file + " beside " + template);
            }
            return stream.readAllBytes();
        } catch (IOException thrown) {
            throw new UncheckedIOException("can't read " + file, thrown);
        }
    }
}
