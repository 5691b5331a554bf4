package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.stream.Stream;
import lanegrad.cli.command.Console;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;

class HelpTest {
    static Stream<CommandLine> commands() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        Console console = new Console(nowhere, nowhere, InputStream.nullInputStream(), false, Ansi.OFF);
        return Main.commands(console).getSubcommands().values().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfWithExamples(CommandLine command) {
        Cli cli = Cli.run(command.getCommandName(), "--help");
        assertThat(cli.code()).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out()).contains("Usage: lanegrad " + command.getCommandName(), "Examples:");
        assertThat(cli.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(command.getCommandSpec().args()).allSatisfy(HelpTest::isDescribed);
        assertThat(Cli.run("--help").out()).contains("  " + command.getCommandName() + " ");
    }

    private static void isDescribed(ArgSpec argument) {
        assertThat(argument.description()).as(argument.paramLabel()).isNotEmpty();
    }

    @Test
    void namesTheExitCodes() {
        Cli cli = Cli.run("-h");
        assertThat(cli.code()).isZero();
        assertThat(cli.out()).contains("0     done", "3     bad data or model file", "143   stopped by SIGTERM");
    }

    @Test
    void tellsVersions() {
        Cli cli = Cli.run("--version");
        assertThat(cli.code()).isZero();
        assertThat(cli.out()).contains("lanegrad ", "JDK " + Runtime.version().feature());
    }

    @Test
    void completesEveryCommand() {
        Cli cli = Cli.run("completion");
        assertThat(cli.code()).isZero();
        assertThat(cli.out()).contains("complete -F _complete_lanegrad");
        assertThat(commands()).allSatisfy(command -> assertThat(cli.out()).contains(command.getCommandName()));
    }

    @Test
    void looksTheMachineOver() {
        Cli cli = Cli.run("doctor");
        assertThat(cli.code()).isZero();
        assertThat(cli.out()).contains("jdk", "vectors", "cores", "memory", "flags");
        assertThat(Cli.run("doctor", "--json").out())
                .startsWith("{\"lanegrad\":{\"ok\":true")
                .endsWith("}\n");
    }
}
