package lanegrad.kernels.pointwise;

import java.util.List;

/**
 * Links one after another, for one sweep: each element is loaded, taken through all of them, and stored.
 *
 * @param links what is done to the running value v
 * @param numbers of each array, the one that v begins with and then those that links read, in their order: whether it is
 *     one number for all elements
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
     * @throws IllegalArgumentException if there are no links or too many, if one is too long, or there isn't an array for
     *     each that reads one
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
        long arrays = 1 + links.stream().filter(Link::readsAnother).count();
        if (numbers.size() != arrays) {
            throw new IllegalArgumentException(
                    "chain: v and the links read %d arrays, got %d".formatted(arrays, numbers.size()));
        }
    }

    /** A link, or after the last one that leaves v as it is. */
    Link link(int place) {
        return place < links.size() ? links.get(place) : new Link.Alone(new Identity());
    }

    /** What v begins with. */
    Reads first() {
        return numbers.getFirst() ? Reads.NUMBER : Reads.ARRAY;
    }

    /** What the link in a place reads. */
    Reads reads(int place) {
        if (!link(place).readsAnother()) {
            return Reads.NOTHING;
        }
        return numbers.get(arrays()[place]) ? Reads.NUMBER : Reads.ARRAY;
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
