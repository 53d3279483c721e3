// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import java.io.PrintWriter;
import java.util.List;
import org.mlops4j.error.MlopsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program {@code mlops}. Ends with 0 if all went well, with 1 if what was looked for was found wrong, such as a
 * broken audit chain, and with 2 if it was called wrongly or failed.
 */
@Command(
        name = "mlops",
        mixinStandardHelpOptions = true,
        description = "Look into a store of mlops4j: runs, models, audit log.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Main.Version.class)
public final class Main {

    /** All went well. */
    static final int FINE = 0;

    /** Something was found wrong. */
    static final int FOUND_WRONG = 1;

    /** It was called wrongly or failed. */
    static final int FAILED = 2;

    private Main() {}

    /** Runs one command and ends the process with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** {@return the program, whose output goes to the standard streams unless they are set} */
    static CommandLine commandLine() {
        CommandLine program = new CommandLine(new Main());
        // Static methods, as the library calls the others on the object of the program itself.
        for (Object group : List.of(
                new RunCommands(),
                new ModelCommands(),
                new SignatureCommands(),
                new BundleCommands(),
                new StoreCommands())) {
            new CommandLine(group).getSubcommands().forEach(program::addSubcommand);
        }
        program.addSubcommand(new AuditCommands());
        program.setExecutionExceptionHandler(Main::explain);
        program.setCaseInsensitiveEnumValuesAllowed(true);
        return program;
    }

    /** The message is enough for failures that say what to do; for any other the place helps us. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (failure instanceof MlopsException) {
            // A search that cannot be read is shown with a sign below the place.
            String.valueOf(failure.getMessage()).lines().map(Cells::harmless).forEach(err::println);
        } else {
            failure.printStackTrace(err);
        }
        return FAILED;
    }

    /** Tells the version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"mlops " + (version == null ? "of no release" : version)};
        }
    }
}
