package lanegrad.train;

import java.util.List;
import java.util.function.Consumer;
import lanegrad.autodiff.Parameter;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainEvent.EpochDone;

/** Remembers the parameters of the epoch in which a metric was best; the first of equals wins. */
final class BestModel implements Consumer<TrainEvent> {
    private final List<Parameter> parameters;
    private final String metric;
    private List<Tensor> kept;
    private double best = Double.NaN;
    private int epoch;

    BestModel(List<Parameter> parameters, String metric) {
        this.parameters = parameters;
        this.metric = metric;
        kept = copies();
    }

    /** The epoch remembered, 0 for the start. */
    int epoch() {
        return epoch;
    }

    @Override
    public void accept(TrainEvent event) {
        if (event instanceof EpochDone done) {
            double value = done.metrics().getOrDefault(metric, Double.NaN);
            if (Improvement.of(metric, value, best)) {
                best = value;
                epoch = done.epoch();
                kept = copies();
            }
        }
    }

    /** Puts the remembered values back into the parameters. */
    void restore() {
        for (int i = 0; i < kept.size(); i++) {
            Tensor value = kept.get(i);
            System.arraycopy(value.data(), 0, parameters.get(i).value().data(), 0, value.count());
        }
    }

    private List<Tensor> copies() {
        return parameters.stream().map(parameter -> parameter.value().copy()).toList();
    }
}
