package lanegrad.cli.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import lanegrad.model.ConfigException;
import lanegrad.model.Json;
import lanegrad.model.Node;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML (1.2, core schema) as plain values that know their file, line and column.
 *
 * <p>Of YAML it takes what a config needs: no anchors, aliases, tags, keys that aren't texts, or second documents; no key
 * twice; nothing nested deeper than {@link Json#MAX_DEPTH}; nothing longer than a million characters.
 */
public final class YamlReader {
    private static final int MAX_LENGTH = 1_000_000;
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(MAX_LENGTH + 1).build();

    private YamlReader() {}

    /**
     * Reads a file in UTF-8; its values' places are such as {@code digits.yaml:12:5}.
     *
     * @throws ConfigException if it isn't there, can't be read, or isn't such YAML
     */
    public static Node read(Path file) {
        String where = file.toString();
        try {
            if (Files.isDirectory(file)) {
                throw new ConfigException(where, "this is a folder; name the config file in it");
            }
            if (Files.size(file) > 4L * MAX_LENGTH) {
                throw tooLong(where);
            }
            byte[] bytes = Files.readAllBytes(file);
            return read(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    where);
        } catch (NoSuchFileException e) {
            throw new ConfigException(where, "there is no such file; check the path");
        } catch (CharacterCodingException e) {
            throw new ConfigException(where, "this isn't a text in UTF-8; save it in that encoding");
        } catch (IOException e) {
            throw new ConfigException(where, "can't be read: " + e);
        }
    }

    /**
     * Reads a text; its values' places are {@code name:line:column}.
     *
     * @throws ConfigException if it isn't such YAML, or is empty
     */
    public static Node read(String text, String name) {
        return parse(text, name, mark -> "%s:%d:%d".formatted(name, mark.getLine() + 1, mark.getColumn() + 1))
                .orElseThrow(() -> new ConfigException(
                        name, "nothing is in it; expected a config, such as `model: [{dense: 32}]`"));
    }

    /**
     * Reads the text of a single value, such as one from the command line; nothing at all is null.
     *
     * @param where the place of the value and all that is in it
     * @throws ConfigException if it isn't such YAML
     */
    public static Node value(String text, String where) {
        return parse(text, where, _ -> where).orElseGet(() -> new Node.Scalar(Node.Kind.NULL, "", where));
    }

    private static Optional<Node> parse(String text, String name, Function<Mark, String> place) {
        if (text.length() > MAX_LENGTH) {
            throw tooLong(name);
        }
        YamlBuilder builder = new YamlBuilder(place);
        try {
            Parser events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
            while (events.hasNext()) {
                builder.accept(events.next());
            }
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark().or(e::getContextMark).map(place).orElse(name);
            throw new ConfigException(where, explained(e));
        } catch (YamlEngineException e) {
            throw new ConfigException(name, "not valid YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
        return builder.result();
    }

    private static String explained(MarkedYamlEngineException e) {
        String problem = oneLine(String.valueOf(e.getProblem()));
        if (problem.contains("\\t(TAB)")) {
            return "a line is indented by a tab; use spaces";
        }
        if (problem.contains("mapping values are not allowed here")) {
            return "a ':' is too much here; put texts that hold one in quotes, or check the indentation of the line above";
        }
        String context = e.getContext() == null ? "" : oneLine(e.getContext()) + ": ";
        return "not valid YAML: " + context + problem + "; check indentation, quotes and brackets before this place";
    }

    private static String oneLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    private static ConfigException tooLong(String where) {
        return new ConfigException(where, "this is longer than %,d characters; is it a config?".formatted(MAX_LENGTH));
    }
}
