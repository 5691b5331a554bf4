package lanegrad.model;

import java.util.List;
import java.util.stream.Collectors;

/** A description that can't be used: one line for each problem, with its place, what was expected and the remedy. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** All problems of a description. */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** A single problem. */
    public ConfigException(String where, String what) {
        this(List.of(new Problem(where, what)));
    }

    /** The problems, in the order of the description. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param where its place, such as {@code digits.yaml:7:5}
     * @param what what is wrong, what was expected, and the remedy
     */
    public record Problem(String where, String what) {
        @Override
        public String toString() {
            return where.isEmpty() ? what : where + ": " + what;
        }
    }
}
