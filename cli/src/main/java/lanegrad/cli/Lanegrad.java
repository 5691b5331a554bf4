package lanegrad.cli;

import lanegrad.cli.report.Machine;
import lanegrad.kernels.Cpu;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What stands before the name of a command. */
@Command(
        name = "lanegrad",
        mixinStandardHelpOptions = true,
        versionProvider = Lanegrad.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Trains deep feedforward networks from a config file, and uses them.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed while running",
            "2:wrong usage or config",
            "3:bad data or model file",
            "4:the training diverged",
            "5:disk full or not writable",
            "130:stopped by SIGINT, after saving what there is",
            "143:stopped by SIGTERM, after saving what there is"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanegrad train digits.yaml",
            "  lanegrad train digits.yaml --set train.epochs=3 --out runs/short",
            "  lanegrad predict runs/short/model.safetensors new.csv -o predictions.csv",
            "",
            "`lanegrad COMMAND --help` tells more about a command. Options for the JVM go into the",
            "environment variable LANEGRAD_OPTS, such as LANEGRAD_OPTS=-Xmx8g."
        })
final class Lanegrad implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is missing");
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"lanegrad " + Machine.lanegrad(), "JDK " + Machine.jdk(), Cpu.reason()};
        }
    }
}
