package lanegrad.kernels.pointwise;

import java.util.List;

/**
 * Links one after another, for one sweep: each element is loaded, taken through all of them, and stored.
 *
 * @param links what is done to the running value v
 * @param numbers of each array that links read, in their order: whether it is one number for all elements; the array that v
 *     begins with never is, since the compiler would take what becomes of it out of the loop, in objects
 */
public record Chain(List<Link> links, List<Boolean> numbers) {
    /** The most links: each may read an array, and there must be registers for their addresses. */
    public static final int MOST = 6;

    /** What a link reads beside v. */
    enum Reads {
        NOTHING,
        NUMBER,
        ARRAY
    }

    /**
     * Checks the links.
     *
     * @throws IllegalArgumentException if there are no links or too many, if one is too long, if there isn't an array for
     *     each that reads one, or a slope is that of one number
     */
    public Chain {
        links = List.copyOf(links);
        numbers = List.copyOf(numbers);
        if (links.isEmpty() || links.size() > MOST) {
            throw new IllegalArgumentException(
                    "chain: expected 1 to %d links, got %d; cut it in two".formatted(MOST, links.size()));
        }
        for (Link link : links) {
            if (!link.isShort()) {
                throw new IllegalArgumentException(
                        "chain: %s is too long for it; give it a sweep of its own".formatted(link));
            }
        }
        List<Link> reading = links.stream().filter(Link::readsAnother).toList();
        if (numbers.size() != reading.size()) {
            throw new IllegalArgumentException(
                    "chain: the links read %d arrays, got %d".formatted(reading.size(), numbers.size()));
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) && reading.get(i) instanceof Link.TimesSlope) {
                throw new IllegalArgumentException(
                        "chain: %s reads one number; give it an array".formatted(reading.get(i)));
            }
        }
    }

    /** A link, or after the last one that leaves v as it is. */
    Link link(int place) {
        return place < links.size() ? links.get(place) : new Link.Alone(new Identity());
    }

    /** What the link in a place reads. */
    Reads reads(int place) {
        if (!link(place).readsAnother()) {
            return Reads.NOTHING;
        }
        return numbers.get(arrays()[place] - 1) ? Reads.NUMBER : Reads.ARRAY;
    }

    /** The number of the array that the link in each place reads; 0 where it reads none. */
    int[] arrays() {
        int[] arrays = new int[MOST];
        int read = 0;
        for (int place = 0; place < MOST; place++) {
            arrays[place] = link(place).readsAnother() ? ++read : 0;
        }
        return arrays;
    }
}
