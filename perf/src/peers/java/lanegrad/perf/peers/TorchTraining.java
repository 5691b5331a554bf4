package lanegrad.perf.peers;

import lanegrad.perf.Network;
import lanegrad.perf.peers.Peer.Work;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Training by libtorch: modules, a cost, derivatives of it, and a fused update. Derivatives are asked for by themselves,
 * so that none has to be set to zero or added to what was there.
 */
final class TorchTraining {
    private final TorchNetwork network;
    private final boolean number;
    private final Tensor x;
    private final Tensor y;
    private final TensorVector parameters;
    private final FusedUpdate update;
    private float cost;

    private TorchTraining(Network network, double rate) {
        this.network = new TorchNetwork(network);
        number = network.outputs() == 1;
        x = this.network.of(network.x(network.batch()));
        y = number ? this.network.of(network.y()) : this.network.classes(network.y());
        parameters = this.network.parameters();
        update = new FusedUpdate(parameters, network.optimizer(), rate);
    }

    static Work of(Network network, double rate) {
        TorchTraining training = new TorchTraining(network, rate);
        return new Work(() -> training.step(false), () -> {
            training.step(true);
            return new float[] {training.cost};
        });
    }

    private void step(boolean told) {
        try (Tensor z = network.forward(x);
                Tensor loss = number ? torch.mse_loss(z, y) : torch.cross_entropy_loss(z, y);
                TensorVector costs = new TensorVector(loss);
                TensorVector gradients = torch.grad(costs, parameters)) {
            if (told) {
                float squares = loss.item_float();
                cost = number ? (float) (squares / 2 + Math.log(2 * Math.PI) / 2) : squares; // as we count
            }
            update.run(gradients);
        }
    }
}
