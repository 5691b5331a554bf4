/// Derivatives of derivatives, by the tape alone. From the folder examples, with the jars of the build:
///
///     java -p ../cli/target/app --add-modules lanegrad java/Derivatives.java

import module lanegrad;

void main() {
    var tape = new Tape();
    var x = tape.input("x", Tensor.scalar(3));
    var y = x.times(x).times(x);
    var slope = Derivatives.grad(y, x).getFirst(); // 3 x^2 = 27
    var curvature = Derivatives.grad(slope, x).getFirst(); // 6 x = 18
    IO.println("slope %s, curvature %s".formatted(slope.value().item(), curvature.value().item()));
    IO.println(tape);
}
