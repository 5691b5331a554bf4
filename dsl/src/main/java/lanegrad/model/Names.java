package lanegrad.model;

import java.util.Collection;
import lanegrad.autodiff.Op;
import lanegrad.data.DataException;
import lanegrad.data.Nearest;

/** The wording of names in messages. */
final class Names {
    private Names() {}

    /** What a type is called: {@code LayerSpec} is a layer, {@code TrainSpec} is train. */
    static String label(Class<?> type) {
        return Op.kebab(type.getSimpleName()).replaceFirst("-spec$", "");
    }

    /** The label with its article. */
    static String aLabel(Class<?> type) {
        return withArticle(label(type));
    }

    static String withArticle(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    /** {@code unknown key 'epoch' in train; did you mean 'epochs'? known: epochs, batch}. */
    static String unknown(String what, String name, String place, Collection<String> known) {
        String unknown =
                "unknown %s %s%s".formatted(what, DataException.quote(name), place.isEmpty() ? "" : " in " + place);
        if (known.isEmpty()) {
            return unknown + ", which has none";
        }
        String firstWord = name.strip().split("[^\\w-]", 2)[0];
        return unknown
                + Nearest.to(name, known)
                        .or(() -> Nearest.to(firstWord, known))
                        .map(near -> "; did you mean '" + near + "'? known: ")
                        .orElse("; known: ")
                + String.join(", ", known);
    }

    /** What stands where something else was expected. */
    static String describe(Node node) {
        return switch (node) {
            case Node.Sequence _ -> "a list";
            case Node.Mapping mapping ->
                mapping.entries().isEmpty()
                        ? "an empty mapping"
                        : "a mapping with the key "
                                + DataException.quote(
                                        mapping.entries().getFirst().key());
            case Node.Scalar(Node.Kind kind, String text, String _) ->
                switch (kind) {
                    case NULL -> "nothing";
                    case TEXT -> DataException.quote(text);
                    case NUMBER, BOOL -> text;
                };
        };
    }
}
