package lanegrad.optim;

import lanegrad.tensor.Tensor;

/** The template of {@link Updating}: each kind of optimiser has a copy of this class. */
final class UpdatingOneKind extends Updating {
    private UpdateRule rule = new Sgd();
    private Tensor parameter = Tensor.scalar(0);
    private Tensor[] state = {};
    private Optimizer.Step step = new Optimizer.Step(0, 0, 0);

    UpdatingOneKind() {}

    @Override
    Updating with(UpdateRule rule, Tensor parameter, Tensor[] state, Optimizer.Step step) {
        UpdatingOneKind one = new UpdatingOneKind();
        one.rule = rule;
        one.parameter = parameter;
        one.state = state;
        one.step = step;
        return one;
    }

    @Override
    void run(int from, Tensor gradient) {
        rule.update(parameter, from, gradient, state, step);
    }
}
