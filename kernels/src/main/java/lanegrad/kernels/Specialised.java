package lanegrad.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.Set;

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
 *
 * <p>A loop in a static method is compiled on its own, never within a caller. A caller may be compiled before it is known
 * how often the loop calls its function, and the compiler then doesn't inline a long one: vectors would be objects for good.
 */
public final class Specialised {
    /** HotSpot inlines no method that is longer, in bytes (FreqInlineSize). */
    private static final int INLINED = 325;

    private static final ClassValue<byte[]> TEMPLATES = new ClassValue<>() {
        @Override
        protected byte[] computeValue(Class<?> template) {
            return bytes(template);
        }
    };

    private Specialised() {}

    /**
     * Makes an instance of a new copy of the template's class, whose constant is the one given.
     *
     * @param lookup of the template's package
     */
    public static Object copy(MethodHandles.Lookup lookup, Class<?> template, Object constant) {
        try {
            MethodHandles.Lookup copy =
                    lookup.defineHiddenClassWithClassData(TEMPLATES.get(template), constant, /* initialize= */ true);
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

    /** The class file of a template, in which loops are too long to be inlined. */
    static byte[] bytes(Class<?> template) {
        String name = template.getSimpleName() + ".class";
        try (InputStream stream = template.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("can't find " + name + " beside " + template);
            }
            ClassFile file = ClassFile.of(
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(template.getClassLoader())));
            return file.transformClass(
                    file.parse(stream.readAllBytes()),
                    ClassTransform.transformingMethodBodies(
                            Specialised::standsAlone, CodeTransform.endHandler(Specialised::lengthen)));
        } catch (IOException thrown) {
            throw new UncheckedIOException("can't read " + name, thrown);
        }
    }

    /** Whether a method is static and jumps backwards. */
    private static boolean standsAlone(MethodModel method) {
        if (!method.flags().has(AccessFlag.STATIC) || method.code().isEmpty()) {
            return false;
        }
        Set<Label> passed = new HashSet<>();
        for (CodeElement element : method.code().get()) {
            if (element instanceof LabelTarget target) {
                passed.add(target.label());
            } else if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
                return true;
            }
        }
        return false;
    }

    /** Ends a method with instructions that are never reached. */
    private static void lengthen(CodeBuilder code) {
        for (int i = 0; i < INLINED; i++) {
            code.nop();
        }
    }
}
