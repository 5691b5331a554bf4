package lanegrad.kernels.pointwise;

/** A function that is a special case of a more general one, under a name of its own. */
interface Special extends Pointwise {
    /** The same function in its general form. */
    Pointwise general();

    @Override
    default double at(double x) {
        return general().at(x);
    }

    @Override
    default float at(float x) {
        return general().at(x);
    }

    @Override
    default Lane lane() {
        return general().lane();
    }

    @Override
    default Pointwise slope() {
        return general().slope();
    }

    @Override
    default boolean slopeOfOutput() {
        return general().slopeOfOutput();
    }

    @Override
    default boolean isShort() {
        return general().isShort();
    }
}
