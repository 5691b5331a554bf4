package lanegrad.data;

/**
 * The mean and the standard deviation sqrt(sum (x - mean)^2 / n) of the present numbers of a column, in two passes whose
 * rounding errors the second corrects; 0 and 0 when there are no numbers.
 */
record Moments(double mean, double deviation) {
    static Moments of(Table table, Column.Numeric column) {
        int count = 0;
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isMissing(row)) {
                count++;
                sum += column.at(row);
                least = Math.min(least, column.at(row));
                greatest = Math.max(greatest, column.at(row));
            }
        }
        if (count == 0) {
            return new Moments(0, 0);
        }
        if (least == greatest) { // a rounded mean would leave a tiny deviation, and standardised cells far from 0
            return new Moments(least, 0);
        }
        Moments moments = around(sum / count, count, column);
        if (!Double.isFinite(moments.deviation)) {
            throw new DataException(
                    table.source(),
                    "column %s has numbers too large to standardise, from %s to %s; give it in another unit"
                            .formatted(DataException.quote(column.name()), least, greatest));
        }
        return moments;
    }

    private static Moments around(double roundedMean, int count, Column.Numeric column) {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isMissing(row)) {
                double distance = column.at(row) - roundedMean;
                sum += distance;
                squares += distance * distance;
            }
        }
        double correction = sum / count;
        return new Moments(roundedMean + correction, Math.sqrt(Math.max(0, squares / count - correction * correction)));
    }
}
