package lanegrad.model;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import lanegrad.autodiff.Op;
import org.jspecify.annotations.Nullable;

/**
 * How a record is made from some of its components; the others get the values that its own constructors give.
 *
 * <p>Of the public constructors those count whose parameters are the first components, the last perhaps as {@code T...}
 * for a list. What the shortest of them asks for is required. The longest whose parameters are all given is asked for
 * the rest.
 */
final class Blueprint {
    private final Class<?> type;
    private final List<Part> parts;
    private final Constructor<?> canonical;
    private final List<Constructor<?>> shortcuts;

    /**
     * One component.
     *
     * @param key its name in kebab-case
     * @param type its class
     * @param generic its class with type arguments
     */
    record Part(String key, Class<?> type, Type generic, Method accessor) {}

    Blueprint(Class<?> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        parts = Arrays.stream(components)
                .map(part ->
                        new Part(Op.kebab(part.getName()), part.getType(), part.getGenericType(), part.getAccessor()))
                .toList();
        Class<?>[] all = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            canonical = type.getConstructor(all);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " must be public, with a public constructor", e);
        }
        shortcuts = Arrays.stream(type.getConstructors())
                .filter(constructor -> isShortcut(constructor, all))
                .sorted(Comparator.<Constructor<?>>comparingInt(Constructor::getParameterCount)
                        .reversed())
                .toList();
    }

    private static boolean isShortcut(Constructor<?> constructor, Class<?>[] all) {
        Class<?>[] parameters = constructor.getParameterTypes();
        if (parameters.length > all.length) {
            return false;
        }
        int last = parameters.length - 1;
        if (constructor.isVarArgs() && all[last] == List.class) {
            parameters[last] = List.class;
        }
        return Arrays.equals(parameters, Arrays.copyOf(all, parameters.length));
    }

    List<Part> parts() {
        return parts;
    }

    List<String> keys() {
        return parts.stream().map(Part::key).toList();
    }

    /** The first component, which can be given alone. */
    Part main() {
        return parts.getFirst();
    }

    /** The keys without which it can't be made. */
    List<String> required() {
        return keys().subList(0, needs(shortcuts.getLast()));
    }

    private static int needs(Constructor<?> shortcut) {
        return shortcut.getParameterCount() - (shortcut.isVarArgs() ? 1 : 0);
    }

    /**
     * An example with the given components, to take the others from.
     *
     * @param given one for each component, null where it isn't given
     * @throws IllegalArgumentException if the record refuses them
     */
    Object example(@Nullable Object[] given) {
        Constructor<?> shortcut = shortcuts.stream()
                .filter(candidate ->
                        Arrays.stream(given).limit(needs(candidate)).allMatch(Objects::nonNull))
                .findFirst()
                .orElseThrow();
        @Nullable Object[] arguments = Arrays.copyOf(given, shortcut.getParameterCount());
        if (shortcut.isVarArgs()) {
            int last = arguments.length - 1;
            Class<?> element = shortcut.getParameterTypes()[last].componentType();
            Collection<?> items = arguments[last] instanceof Collection<?> list ? list : new ArrayList<>();
            arguments[last] = items.toArray((Object[]) Array.newInstance(element, items.size()));
        }
        return invoke(shortcut, arguments);
    }

    /**
     * The record with all its components.
     *
     * @throws IllegalArgumentException if the record refuses them
     */
    Object make(@Nullable Object[] values) {
        return invoke(canonical, values);
    }

    /** A component's value. */
    @Nullable
    Object get(Part part, Object from) {
        try {
            return part.accessor.invoke(from);
        } catch (IllegalAccessException e) {
            throw inaccessible(e);
        } catch (InvocationTargetException e) {
            throw unwrap(e);
        }
    }

    private Object invoke(Constructor<?> constructor, @Nullable Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (IllegalAccessException e) {
            throw inaccessible(e);
        } catch (InvocationTargetException e) {
            throw unwrap(e);
        } catch (InstantiationException e) {
            throw new AssertionError("a record is never abstract", e);
        }
    }

    private IllegalArgumentException inaccessible(IllegalAccessException e) {
        return new IllegalArgumentException(
                type.getName() + " must be public, in a package that its module exports or opens to lanegrad", e);
    }

    private static RuntimeException unwrap(InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        return new IllegalStateException(e.getCause());
    }
}
