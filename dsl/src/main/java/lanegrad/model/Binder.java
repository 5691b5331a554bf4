package lanegrad.model;

import java.util.List;

/**
 * The way between plain values and records: a component is a key in kebab-case, a thing from the catalogue its name.
 *
 * <pre>{@code
 * Binder binder = new Binder(Catalog.STANDARD);
 * Node node = Json.read("{\"dense\": {\"units\": 64, \"activation\": \"tanh\"}}", "");
 * LayerSpec layer = binder.bind(LayerSpec.class, node);   // new Dense(64).activation(..)
 * }</pre>
 *
 * <p>Components are numbers, truth values, texts, enumerations, records, things from the catalogue, and lists and maps
 * of these. A thing from the catalogue is spelled {@code name}, {@code name: value} with its first component, {@code
 * name: {key: value}}, or {@code {name: value, key: value}}. A list of one may be spelled as its item. Components that
 * are left out get the value that the record's own constructors give them: what the shortest public one asks for is
 * required, and it asks for the first components.
 */
public final class Binder {
    private final Catalog catalog;

    /** A binder that knows the names of a catalogue. */
    public Binder(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The record, or the thing from the catalogue, that a node describes.
     *
     * @param type a record, or a kind of the catalogue
     * @throws ConfigException with everything that is wrong: unknown keys and names, missing keys, wrong types, and what
     *     the records refuse
     */
    public <T> T bind(Class<T> type, Node node) {
        Reading reading = new Reading(catalog);
        Object value = reading.value(type, node, "");
        List<ConfigException.Problem> problems = reading.problems();
        if (value == null || !problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return type.cast(value);
    }

    /**
     * The node that describes a value, with all components; binding it gives an equal value.
     *
     * @param type a record, or a kind of the catalogue
     * @throws IllegalArgumentException if the catalogue has no name for a part of it, or a number is not finite
     */
    public <T> Node write(Class<T> type, T value) {
        return new Writing(catalog).node(type, value);
    }
}
