package lanegrad.model;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.Concat;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Average;
import lanegrad.loss.Joint;
import lanegrad.nn.Pass;

/**
 * Models of one description, trained from different seeds, whose predicted distributions are averaged: what is predicted
 * is {@code 1/M sum f_i(x)}. If each has the variance s^2, and any two the correlation rho, its variance is
 * {@code (rho + (1 - rho) / M) s^2} (Liquet, Moka, Nazarathy, (5.49) and (5.52)).
 *
 * <pre>{@code
 * Network five = Ensemble.of(models);
 * Tensor probabilities = five.predict(x);
 * }</pre>
 */
public final class Ensemble implements Network {
    private final List<Model> members;
    private final Joint joint;

    private Ensemble(List<Model> members) {
        this.members = List.copyOf(members);
        Model first = members.getFirst();
        for (Model member : members) {
            if (!member.spec().equals(first.spec())
                    || !member.in().equals(first.in())
                    || !member.joint().targets().equals(first.joint().targets())) {
                throw new IllegalArgumentException(
                        "ensemble: its models must be of one description, but one is %s from %s to %s, another %s from %s to %s"
                                .formatted(
                                        first.spec(),
                                        first.in(),
                                        first.joint().targets(),
                                        member.spec(),
                                        member.in(),
                                        member.joint().targets()));
            }
        }
        joint = new Joint(
                new Average(first.output(), members.size()), first.joint().targets());
    }

    /**
     * The network that averages the predictions of some models; one alone is itself.
     *
     * @throws IllegalArgumentException if there are no models, or they are of different descriptions or sizes
     */
    public static Network of(List<Model> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("ensemble: expected at least one model, got none");
        }
        return models.size() == 1 ? models.getFirst() : new Ensemble(models);
    }

    /** The seed of a member, from 0; the first has that of the whole, so that it is what would be trained alone. */
    public static long seed(long seed, int member) {
        return member == 0 ? seed : Philox.key(seed, "member", String.valueOf(member));
    }

    /** What the names of a member's parameters begin with, from 0. */
    static String prefix(int member) {
        return "member-" + member + ".";
    }

    @Override
    public List<Model> members() {
        return members;
    }

    /** The parameters of all members, as {@code member-0.2.dense.weight}; their values are the members' own. */
    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            for (Parameter parameter : members.get(i).parameters()) {
                all.add(new Parameter(prefix(i) + parameter.name(), parameter.value(), parameter.kind()));
            }
        }
        return all;
    }

    @Override
    public Joint joint() {
        return joint;
    }

    @Override
    public Var z(Var x) {
        List<Var> outputs = members.stream()
                .map(member -> member.forward(x, Pass.PREDICTION))
                .toList();
        List<Var> parts = new ArrayList<>();
        Joint alone = members.getFirst().joint();
        for (int head = 0; head < alone.heads().size(); head++) {
            for (Var output : outputs) {
                parts.add(alone.z(head, output));
            }
        }
        return x.tape().apply(new Concat(1), parts.toArray(Var[]::new));
    }
}
