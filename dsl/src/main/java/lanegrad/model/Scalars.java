package lanegrad.model;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lanegrad.model.Node.Kind;
import lanegrad.model.Node.Scalar;

/** Single values: numbers, truth values, texts and enumerations; nothing is rounded or converted on the quiet. */
final class Scalars {
    private Scalars() {}

    /** Whether a value looks like one of this type. */
    static boolean fits(Class<?> type, Scalar scalar) {
        return switch (scalar.kind()) {
            case NUMBER -> type.isPrimitive() && type != boolean.class;
            case BOOL -> type == boolean.class;
            case TEXT -> type == String.class;
            case NULL -> false;
        };
    }

    /**
     * The value of a type.
     *
     * @throws IllegalArgumentException if the node isn't one; says what was expected
     */
    static Object parse(Class<?> type, Node node) {
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (type == long.class || type == Long.class) {
            return whole(node, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            String text = number(node, "a number");
            return finite(text, Double.parseDouble(text));
        }
        if (type == float.class || type == Float.class) {
            String text = number(node, "a number");
            float value = Float.parseFloat(text);
            finite(text, value);
            return value;
        }
        if (type == boolean.class || type == Boolean.class) {
            return truth(node);
        }
        if (type == String.class) {
            return text(node);
        }
        if (type.isEnum()) {
            return constant(type, node);
        }
        throw new IllegalStateException("components of type " + type.getName() + " can't be described");
    }

    private static long whole(Node node, long least, long most) {
        String text = number(node, "a whole number");
        if (!text.matches("[-+]?\\d+")) {
            throw new IllegalArgumentException("expected a whole number, got " + text);
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Only its size can be wrong.
        }
        throw new IllegalArgumentException(
                "expected a whole number from %s to %s, got %s".formatted(least, most, text));
    }

    private static String number(Node node, String expected) {
        if (node instanceof Scalar(Kind kind, String text, String _)) {
            if (kind == Kind.NUMBER && text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
                return text;
            }
            if (kind == Kind.TEXT && text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
                throw new IllegalArgumentException(
                        "expected %s, got the text '%s'; write it without quotes".formatted(expected, text));
            }
        }
        throw new IllegalArgumentException("expected %s, got %s".formatted(expected, Names.describe(node)));
    }

    private static double finite(String text, double value) {
        boolean vanished = value == 0 && text.split("[eE]", 2)[0].matches(".*[1-9].*");
        if (Double.isInfinite(value) || vanished) {
            throw new IllegalArgumentException("%s is too %s a number".formatted(text, vanished ? "small" : "large"));
        }
        return value;
    }

    private static boolean truth(Node node) {
        if (node instanceof Scalar(Kind kind, String text, String _) && kind == Kind.BOOL) {
            return Boolean.parseBoolean(text);
        }
        throw new IllegalArgumentException("expected true or false, got " + Names.describe(node));
    }

    /** Any single value: a column may well be called 2020. */
    private static String text(Node node) {
        if (node instanceof Scalar(Kind kind, String text, String _) && kind != Kind.NULL) {
            return text;
        }
        throw new IllegalArgumentException("expected a text, got " + Names.describe(node));
    }

    private static Object constant(Class<?> type, Node node) {
        Object[] constants = type.getEnumConstants();
        List<String> names = Arrays.stream(constants).map(Scalars::name).toList();
        if (node instanceof Scalar(Kind kind, String text, String _) && kind == Kind.TEXT) {
            if (names.contains(text)) {
                return constants[names.indexOf(text)];
            }
            throw new IllegalArgumentException(Names.unknown("value", text, "", names));
        }
        throw new IllegalArgumentException(
                "expected one of %s, got %s".formatted(String.join(", ", names), Names.describe(node)));
    }

    /**
     * The node of a value that {@link #parse} can read.
     *
     * @throws IllegalArgumentException if it is a number that isn't finite, or no single value
     */
    static Node node(Object value) {
        return switch (value) {
            case String text -> new Scalar(Kind.TEXT, text, "");
            case Boolean truth -> new Scalar(Kind.BOOL, truth.toString(), "");
            case Integer number -> new Scalar(Kind.NUMBER, number.toString(), "");
            case Long number -> new Scalar(Kind.NUMBER, number.toString(), "");
            case Float number -> new Scalar(Kind.NUMBER, decimal(number.toString()), "");
            case Double number -> new Scalar(Kind.NUMBER, decimal(number.toString()), "");
            case Enum<?> constant -> new Scalar(Kind.TEXT, name(constant), "");
            default -> throw new IllegalArgumentException(value + " can't be described: it is a " + value.getClass());
        };
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code 1.0E-4} as {@code 0.0001}, {@code 2.0} as {@code 2}; where there would be many zeros, {@code 1e-8}. */
    private static String decimal(String java) {
        if (java.matches("-?Infinity|NaN")) {
            throw new IllegalArgumentException("a number that isn't finite can't be described: " + java);
        }
        String text = java.matches(".*E-?[1-5]") ? new BigDecimal(java).toPlainString() : java;
        return text.replaceFirst("(\\.\\d*?)0+(?=E|$)", "$1")
                .replaceFirst("\\.(?=E|$)", "")
                .replace('E', 'e');
    }
}
