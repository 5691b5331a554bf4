package lanegrad.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lanegrad.data.Target;
import lanegrad.loss.Distribution;
import lanegrad.loss.Head;
import lanegrad.loss.Joint;
import lanegrad.loss.Output;
import lanegrad.tensor.Tensor;

/** What one head says of the rows of a batch, in the units of the data. */
final class Decoder {
    private final Head head;
    private final List<Target> targets;
    private final Tensor z;
    private final Tensor means;

    /** For the parameters and the means of the head's distribution, a row for each prediction. */
    Decoder(Joint joint, int index, Tensor z, Tensor means, List<Target> targets) {
        head = joint.heads().get(index);
        this.targets = IntStream.of(joint.columns(index)).mapToObj(targets::get).toList();
        this.z = z;
        this.means = means;
    }

    /** The predictions for a row: one for each column of classes, or one for all numbers. */
    List<Prediction> at(int row) {
        float[] mean = row(means, row);
        return Output.allNumbers(head.targets()) ? List.of(numbers(mean, parameters(row))) : classes(mean, row);
    }

    private Prediction numbers(float[] mean, double[] parameters) {
        double[] values = new double[mean.length];
        double[] offsets = new double[mean.length];
        double[] factors = new double[mean.length];
        boolean raw = true;
        for (int j = 0; j < mean.length; j++) {
            Target.Quantity quantity = (Target.Quantity) targets.get(j);
            values[j] = quantity.decode(mean[j]);
            offsets[j] = quantity.mean();
            factors[j] = quantity.deviation();
            raw &= quantity.isRaw();
        }
        Distribution distribution = head.output().distribution(parameters);
        return new Prediction.OfNumbers(
                targets.stream().map(Target::name).toList(),
                values,
                distribution == null || raw ? distribution : distribution.scaled(offsets, factors));
    }

    private List<Prediction> classes(float[] mean, int row) {
        int[] chosen = head.output().classes(parameters(row));
        List<Prediction> predictions = new ArrayList<>();
        for (int j = 0; j < targets.size(); j++) {
            Target.Classes target = (Target.Classes) targets.get(j);
            float[] probabilities = mean.length == targets.size() ? Output.bothClasses(new float[] {mean[j]}) : mean;
            int label = chosen == null ? largest(probabilities) : chosen[j];
            predictions.add(new Prediction.OfClass(target, target.labels().get(label), probabilities));
        }
        return predictions;
    }

    private static int largest(float[] numbers) {
        int largest = 0;
        for (int j = 1; j < numbers.length; j++) {
            largest = numbers[j] > numbers[largest] ? j : largest;
        }
        return largest;
    }

    private double[] parameters(int row) {
        float[] floats = row(z, row);
        double[] parameters = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            parameters[i] = floats[i];
        }
        return parameters;
    }

    private static float[] row(Tensor tensor, int row) {
        int width = tensor.shape().columns();
        return Arrays.copyOfRange(tensor.data(), row * width, (row + 1) * width);
    }
}
