package lanegrad;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Numbers by name, one line each, that a script in src/test/python wrote. */
public record Fixture(Map<String, double[]> lines) {
    /** Reads a file beside a class. */
    public static Fixture read(Class<?> beside, String name) {
        Map<String, double[]> lines = new TreeMap<>();
        try (InputStream file = beside.getResourceAsStream(name)) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] words = line.split(" ");
                lines.put(
                        words[0],
                        Stream.of(words)
                                .skip(1)
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Fixture(lines);
    }

    /** The numbers of a name. */
    public double[] numbers(String name) {
        return lines.get(name);
    }

    /** The numbers of a name, as floats. */
    public float[] floats(String name) {
        double[] numbers = numbers(name);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
