package lanegrad.cli.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lanegrad.model.Node;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Plain values as YAML: lists and mappings of short single values on a line, all others in blocks; in quotes what would
 * read back as something else.
 */
public final class YamlWriter {
    private static final int MAX_LINE = 100;
    /** Line breaks and what can't be seen, which the library writes so that it can't be read back. */
    private static final Pattern STRANGE = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\uFEFF]");

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .build();

    private YamlWriter() {}

    /** The text of a node; reading it gives the same values. */
    public static String write(Node node) {
        Text text = new Text();
        new Dump(SETTINGS).dumpNode(yaml(node), text);
        return text.all.toString();
    }

    private static org.snakeyaml.engine.v2.nodes.Node yaml(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> {
                List<NodeTuple> entries = new ArrayList<>();
                for (Node.Entry entry : mapping.entries()) {
                    entries.add(new NodeTuple(scalar(Tag.STR, entry.key()), yaml(entry.value())));
                }
                List<Node> values =
                        mapping.entries().stream().map(Node.Entry::value).toList();
                yield new MappingNode(Tag.MAP, entries, entries.size() == 1 ? FlowStyle.BLOCK : style(values));
            }
            case Node.Sequence sequence ->
                new SequenceNode(
                        Tag.SEQ, sequence.items().stream().map(YamlWriter::yaml).toList(), style(sequence.items()));
            case Node.Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT -> scalar(Tag.STR, scalar.text());
                    case NUMBER -> scalar(scalar.text().matches("[-+]?\\d+") ? Tag.INT : Tag.FLOAT, scalar.text());
                    case BOOL -> scalar(Tag.BOOL, scalar.text());
                    case NULL -> scalar(Tag.NULL, "null");
                };
        };
    }

    private static FlowStyle style(List<Node> values) {
        int length = 0;
        for (Node value : values) {
            length += value instanceof Node.Scalar scalar ? 2 + scalar.text().length() : MAX_LINE + 1;
        }
        return length > MAX_LINE ? FlowStyle.BLOCK : FlowStyle.FLOW;
    }

    private static ScalarNode scalar(Tag tag, String text) {
        boolean isStrange = STRANGE.matcher(text).find();
        return new ScalarNode(tag, text, isStrange ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN);
    }

    private static final class Text implements StreamDataWriter {
        final StringBuilder all = new StringBuilder();

        @Override
        public void write(String text) {
            all.append(text);
        }

        @Override
        public void write(String text, int offset, int length) {
            all.append(text, offset, offset + length);
        }
    }
}
