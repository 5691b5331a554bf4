package lanegrad.data;

import java.util.Locale;
import java.util.Set;

/** Numbers written in text: digits with a point and an exponent, and nothing that only Java reads as a number. */
public final class Numbers {
    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");
    private static final int SAFE_DIGITS = 15; // below 2^53, so that a long becomes a double exactly

    private Numbers() {}

    /**
     * The number that a text spells: NaN if it spells none, an infinity if it spells one that isn't finite ({@code NaN},
     * {@code inf}, {@code 1e999}).
     */
    public static double parse(String text) {
        int length = text.length();
        long digits = 0;
        boolean whole = length > 0 && length <= SAFE_DIGITS;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
            } else if (c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E') {
                whole = false;
            } else {
                return spelled(text);
            }
        }
        return whole ? digits : decimal(text);
    }

    /** Whether a text spells a finite number. */
    public static boolean isNumber(String text) {
        return Double.isFinite(parse(text));
    }

    private static double decimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    private static double spelled(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String word = (signed ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        return NOT_FINITE.contains(word) ? Double.POSITIVE_INFINITY : Double.NaN;
    }
}
