package lanegrad.autodiff;

/**
 * An effect on leaves of a {@link Tape}, by values.
 *
 * @param inputs the entries it reads, the first of which it changes
 * @param label of the layer that recorded it
 */
record Change(Effect effect, int[] inputs, String label) {}
