package lanegrad.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lanegrad.autodiff.Entry.Applied;
import lanegrad.autodiff.Entry.Leaf;

/** A tape as text: {@code %7 = mat-mul %3 [128, 784], %5 [784, 512] -> [128, 512]   # 1.dense}. */
final class Listing {
    private Listing() {}

    static String of(List<Entry> entries, List<Change> changes) {
        StringBuilder lines = new StringBuilder();
        for (int id = 0; id < entries.size(); id++) {
            lines.append("%%%d = %s\n".formatted(id, line(entries, entries.get(id))));
        }
        for (Change change : changes) {
            lines.append("%s%s%s\n"
                    .formatted(change.effect().name(), operands(entries, change.inputs()), inComment(change.label())));
        }
        return lines.toString();
    }

    private static String line(List<Entry> entries, Entry entry) {
        return switch (entry) {
            case Leaf leaf -> leaf.name() + " " + leaf.shape();
            case Applied applied ->
                "%s%s -> %s%s"
                        .formatted(
                                applied.op().name(),
                                operands(entries, applied.inputs()),
                                applied.shape(),
                                inComment(applied.label()));
        };
    }

    private static String operands(List<Entry> entries, int... ids) {
        return Arrays.stream(ids)
                .mapToObj(id -> " %" + id + " " + entries.get(id).shape())
                .collect(Collectors.joining(","));
    }

    private static String inComment(String label) {
        return label.isEmpty() ? "" : "   # " + label;
    }
}
