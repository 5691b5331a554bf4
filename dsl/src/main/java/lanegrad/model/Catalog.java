package lanegrad.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanegrad.data.Feature;
import lanegrad.data.Holdout;
import lanegrad.data.RowWeights;
import lanegrad.data.Share;
import lanegrad.data.Source;
import lanegrad.data.Target;
import lanegrad.data.format.Csv;
import lanegrad.data.toy.Blobs;
import lanegrad.data.toy.Circles;
import lanegrad.data.toy.Curve;
import lanegrad.data.toy.Moons;
import lanegrad.data.toy.Spirals;
import lanegrad.data.toy.Toy;
import lanegrad.data.toy.Xor;
import lanegrad.kernels.pointwise.Abs;
import lanegrad.kernels.pointwise.Arctan;
import lanegrad.kernels.pointwise.Elu;
import lanegrad.kernels.pointwise.Gelu;
import lanegrad.kernels.pointwise.HardSigmoid;
import lanegrad.kernels.pointwise.HardTanh;
import lanegrad.kernels.pointwise.Identity;
import lanegrad.kernels.pointwise.LeakyRelu;
import lanegrad.kernels.pointwise.LogSigmoid;
import lanegrad.kernels.pointwise.Mish;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Selu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.kernels.pointwise.Softsign;
import lanegrad.kernels.pointwise.Step;
import lanegrad.kernels.pointwise.Swish;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.loss.Auto;
import lanegrad.loss.Bernoulli;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.loss.Heads;
import lanegrad.loss.Hinge;
import lanegrad.loss.Huber;
import lanegrad.loss.JointTable;
import lanegrad.loss.Laplace;
import lanegrad.loss.Mixture;
import lanegrad.loss.Output;
import lanegrad.loss.Poisson;
import lanegrad.loss.Quantiles;
import lanegrad.nn.ActivationSpec;
import lanegrad.nn.Init;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.init.Constant;
import lanegrad.nn.init.Glorot;
import lanegrad.nn.init.He;
import lanegrad.nn.init.Lecun;
import lanegrad.nn.init.Normal;
import lanegrad.nn.init.Orthogonal;
import lanegrad.nn.init.Uniform;
import lanegrad.nn.init.Xavier;
import lanegrad.nn.init.Zeros;
import lanegrad.nn.layer.Activation;
import lanegrad.nn.layer.BatchNorm;
import lanegrad.nn.layer.BernoulliUnits;
import lanegrad.nn.layer.Dense;
import lanegrad.nn.layer.Dropout;
import lanegrad.nn.layer.Embedding;
import lanegrad.nn.layer.Flatten;
import lanegrad.nn.layer.GaussianUnits;
import lanegrad.nn.layer.LayerNorm;
import lanegrad.nn.layer.LogSoftmax;
import lanegrad.nn.layer.Maxout;
import lanegrad.nn.layer.Noise;
import lanegrad.nn.layer.Parallel;
import lanegrad.nn.layer.Prelu;
import lanegrad.nn.layer.Rbf;
import lanegrad.nn.layer.Recomputed;
import lanegrad.nn.layer.Residual;
import lanegrad.nn.layer.Select;
import lanegrad.nn.layer.Shared;
import lanegrad.nn.layer.Softmax;
import lanegrad.optim.AdaGrad;
import lanegrad.optim.Adam;
import lanegrad.optim.AdamW;
import lanegrad.optim.Clip;
import lanegrad.optim.ClipNorm;
import lanegrad.optim.ClipParameterNorm;
import lanegrad.optim.ClipValue;
import lanegrad.optim.ConstantRate;
import lanegrad.optim.CosineDecay;
import lanegrad.optim.ExponentialDecay;
import lanegrad.optim.Lbfgs;
import lanegrad.optim.Lion;
import lanegrad.optim.Momentum;
import lanegrad.optim.Nadam;
import lanegrad.optim.Nesterov;
import lanegrad.optim.OneCycle;
import lanegrad.optim.Optimizer;
import lanegrad.optim.Plateau;
import lanegrad.optim.PolynomialDecay;
import lanegrad.optim.RmsProp;
import lanegrad.optim.Schedule;
import lanegrad.optim.Sgd;
import lanegrad.optim.StepDecay;

/** The contents page of what a description can say: for each kind of thing, the names and the records they stand for. */
public final class Catalog {
    /** What Lanegrad brings; to add something, write its record and one line here. */
    public static final Catalog STANDARD = new Catalog(List.of(
            new Line(LayerSpec.class, "dense", Dense.class),
            new Line(LayerSpec.class, "dropout", Dropout.class),
            new Line(LayerSpec.class, "noise", Noise.class),
            new Line(LayerSpec.class, "batch-norm", BatchNorm.class),
            new Line(LayerSpec.class, "layer-norm", LayerNorm.class),
            new Line(LayerSpec.class, "residual", Residual.class),
            new Line(LayerSpec.class, "recomputed", Recomputed.class),
            new Line(LayerSpec.class, "parallel", Parallel.class),
            new Line(LayerSpec.class, "shared", Shared.class),
            new Line(LayerSpec.class, "select", Select.class),
            new Line(LayerSpec.class, "embedding", Embedding.class),
            new Line(LayerSpec.class, "maxout", Maxout.class),
            new Line(LayerSpec.class, "rbf", Rbf.class),
            new Line(LayerSpec.class, "flatten", Flatten.class),
            new Line(LayerSpec.class, "gaussian-units", GaussianUnits.class),
            new Line(LayerSpec.class, "bernoulli-units", BernoulliUnits.class),
            new Line(LayerSpec.class, ActivationSpec.class),
            new Line(ActivationSpec.class, "prelu", Prelu.class),
            new Line(ActivationSpec.class, "softmax", Softmax.class),
            new Line(ActivationSpec.class, "log-softmax", LogSoftmax.class),
            new Line(ActivationSpec.class, Activation.class),
            new Line(Pointwise.class, "identity", Identity.class),
            new Line(Pointwise.class, "step", Step.class),
            new Line(Pointwise.class, "relu", Relu.class),
            new Line(Pointwise.class, "leaky-relu", LeakyRelu.class),
            new Line(Pointwise.class, "abs", Abs.class),
            new Line(Pointwise.class, "hard-tanh", HardTanh.class),
            new Line(Pointwise.class, "tanh", Tanh.class),
            new Line(Pointwise.class, "sigmoid", Sigmoid.class),
            new Line(Pointwise.class, "hard-sigmoid", HardSigmoid.class),
            new Line(Pointwise.class, "log-sigmoid", LogSigmoid.class),
            new Line(Pointwise.class, "softplus", Softplus.class),
            new Line(Pointwise.class, "softsign", Softsign.class),
            new Line(Pointwise.class, "arctan", Arctan.class),
            new Line(Pointwise.class, "elu", Elu.class),
            new Line(Pointwise.class, "selu", Selu.class),
            new Line(Pointwise.class, "swish", Swish.class),
            new Line(Pointwise.class, "gelu", Gelu.class),
            new Line(Pointwise.class, "mish", Mish.class),
            new Line(Init.class, "zeros", Zeros.class),
            new Line(Init.class, "constant", Constant.class),
            new Line(Init.class, "normal", Normal.class),
            new Line(Init.class, "uniform", Uniform.class),
            new Line(Init.class, "xavier", Xavier.class),
            new Line(Init.class, "glorot", Glorot.class),
            new Line(Init.class, "he", He.class),
            new Line(Init.class, "lecun", Lecun.class),
            new Line(Init.class, "orthogonal", Orthogonal.class),
            new Line(Output.class, "auto", Auto.class),
            new Line(Output.class, "gaussian", Gaussian.class),
            new Line(Output.class, "laplace", Laplace.class),
            new Line(Output.class, "huber", Huber.class),
            new Line(Output.class, "poisson", Poisson.class),
            new Line(Output.class, "quantiles", Quantiles.class),
            new Line(Output.class, "mixture", Mixture.class),
            new Line(Output.class, "hinge", Hinge.class),
            new Line(Output.class, "joint-table", JointTable.class),
            new Line(Output.class, "heads", Heads.class),
            new Line(Output.class, "bernoulli", Bernoulli.class),
            new Line(Output.class, "categorical", Categorical.class),
            new Line(Optimizer.class, "sgd", Sgd.class),
            new Line(Optimizer.class, "momentum", Momentum.class),
            new Line(Optimizer.class, "nesterov", Nesterov.class),
            new Line(Optimizer.class, "rmsprop", RmsProp.class),
            new Line(Optimizer.class, "adagrad", AdaGrad.class),
            new Line(Optimizer.class, "adam", Adam.class),
            new Line(Optimizer.class, "adamw", AdamW.class),
            new Line(Optimizer.class, "nadam", Nadam.class),
            new Line(Optimizer.class, "lion", Lion.class),
            new Line(Optimizer.class, "lbfgs", Lbfgs.class),
            new Line(Schedule.class, "constant", ConstantRate.class),
            new Line(Schedule.class, "step", StepDecay.class),
            new Line(Schedule.class, "exponential", ExponentialDecay.class),
            new Line(Schedule.class, "cosine", CosineDecay.class),
            new Line(Schedule.class, "polynomial", PolynomialDecay.class),
            new Line(Schedule.class, "one-cycle", OneCycle.class),
            new Line(Schedule.class, "plateau", Plateau.class),
            new Line(Clip.class, "value", ClipValue.class),
            new Line(Clip.class, "norm", ClipNorm.class),
            new Line(Clip.class, "parameter-norm", ClipParameterNorm.class),
            new Line(Holdout.class, Share.class),
            new Line(Holdout.class, Source.class),
            new Line(Source.class, Csv.class),
            new Line(Source.class, "csv", Csv.class),
            new Line(Source.class, "toy", Toy.class),
            new Line(Toy.class, "xor", Xor.class),
            new Line(Toy.class, "spirals", Spirals.class),
            new Line(Toy.class, "moons", Moons.class),
            new Line(Toy.class, "circles", Circles.class),
            new Line(Toy.class, "blobs", Blobs.class),
            new Line(Toy.class, "curve", Curve.class),
            new Line(RowWeights.class, "column", RowWeights.ByColumn.class),
            new Line(RowWeights.class, "classes", RowWeights.ByClass.class),
            new Line(RowWeights.class, "balanced", RowWeights.Balanced.class),
            new Line(Feature.class, "numeric", Feature.Numeric.class),
            new Line(Feature.class, "categorical", Feature.Categorical.class),
            new Line(Target.class, "classes", Target.Classes.class),
            new Line(Target.class, "quantity", Target.Quantity.class)));

    private final List<Line> lines;
    private final Map<Class<?>, List<Line>> byKind = new LinkedHashMap<>();

    private Catalog(List<Line> lines) {
        this.lines = List.copyOf(lines);
        for (Line line : lines) {
            byKind.computeIfAbsent(line.kind, _ -> new ArrayList<>()).add(line);
        }
    }

    /**
     * One line: a name and what it stands for where something of a kind is wanted.
     *
     * @param kind the interface of all that can stand there, such as {@link LayerSpec}
     * @param name in kebab-case; empty if the type is spelled by its first component alone, as {@code relu} is an {@link
     *     Activation} and {@code 0.2} is a {@link Share}
     * @param type a record; or another kind, whose names follow this one, as in {@code toy: moons}, or are used directly
     */
    public record Line(Class<?> kind, String name, Class<?> type) {
        /**
         * Checks that the type is of the kind.
         *
         * @throws IllegalArgumentException if it isn't, or is neither a record nor an interface
         */
        public Line {
            boolean wrong = !kind.isInterface() || !kind.isAssignableFrom(type) || kind == type;
            if (wrong || !(type.isRecord() || type.isInterface())) {
                throw new IllegalArgumentException("%s '%s': expected a record or an interface that is a %s, but got %s"
                        .formatted(Names.label(kind), name, kind.getName(), type.getName()));
            }
        }

        /** A line without a name. */
        public Line(Class<?> kind, Class<?> type) {
            this(kind, "", type);
        }

        boolean isNamed() {
            return !name.isEmpty();
        }

        /** What spells it where it has no name: another kind, or a type of single values. */
        Class<?> content() {
            return type.isRecord() ? new Blueprint(type).main().type() : type;
        }
    }

    /**
     * This catalogue and one more line, such as a layer of one's own.
     *
     * @throws IllegalArgumentException if the kind has that name already
     */
    public Catalog with(Line line) {
        if (line.isNamed() && names(line.kind).contains(line.name)) {
            throw new IllegalArgumentException(
                    "there is a %s '%s' already".formatted(Names.label(line.kind), line.name));
        }
        List<Line> longer = new ArrayList<>(lines);
        longer.add(line);
        return new Catalog(longer);
    }

    /** All lines. */
    public List<Line> lines() {
        return lines;
    }

    /** The names that can stand where something of a kind is wanted. */
    public List<String> names(Class<?> kind) {
        List<String> names = new ArrayList<>();
        for (Line line : of(kind)) {
            if (line.isNamed()) {
                names.add(line.name);
            } else {
                names.addAll(names(line.content()));
            }
        }
        return names;
    }

    boolean isKind(Class<?> type) {
        return byKind.containsKey(type);
    }

    List<Line> of(Class<?> kind) {
        return byKind.getOrDefault(kind, List.of());
    }
}
