// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;

/** The Java that runs this process, and the options it was started with, but for their secrets. */
final class VirtualMachine {

    /** Which instructions the compiler uses: other ones may round a fused product in another way. */
    private static final List<String> INSTRUCTION_OPTIONS =
            List.of("UseSSE", "UseAVX", "UseFMA", "UseSVE", "MaxVectorSize");

    /** Options that run commands, and whatever sounds like a secret: only the name is kept. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)^-XX:On(Error|OutOfMemoryError)|pass(word|wd|phrase)|secret|token|credential|api.?key"
                    + "|private.?key|auth");

    private static final Pattern OPTION_NAME = Pattern.compile("-XX:[+-]?\\w+|-X\\w+");
    private static final String AGENT = "-javaagent:";

    private VirtualMachine() {}

    static Document toDocument() {
        List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
        return Document.object()
                .with("version", Runtime.version().toString())
                .with("vendor", System.getProperty("java.vendor", ""))
                .with("vm", System.getProperty("java.vm.name", ""))
                .with("flags", Document.texts(flags(arguments)))
                .with("agents", Document.texts(agents(arguments)))
                .with("instructions", instructions());
    }

    /** {@return the options that begin with -X; of one that may hold a secret only the name} */
    static List<String> flags(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith("-X"))
                .map(VirtualMachine::withoutSecret)
                .toList();
    }

    /** {@return the names of the archives of agents, without paths and options} */
    static List<String> agents(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(AGENT))
                .map(argument -> argument.substring(AGENT.length()).replaceFirst("=.*", ""))
                .map(path -> Path.of(path).getFileName() + "")
                .toList();
    }

    private static String withoutSecret(String argument) {
        if (!SECRET.matcher(argument).find()) {
            return argument;
        }
        Matcher name = OPTION_NAME.matcher(argument);
        return name.lookingAt() ? name.group() : "-X";
    }

    private static Document instructions() {
        HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        Document.Fields instructions = Document.object();
        if (hotSpot != null) {
            for (String option : INSTRUCTION_OPTIONS) {
                instructions = instructions.withOptional(option, value(hotSpot, option));
            }
        }
        return instructions;
    }

    private static @Nullable String value(HotSpotDiagnosticMXBean hotSpot, String option) {
        try {
            return hotSpot.getVMOption(option).getValue();
        } catch (IllegalArgumentException e) {
            // An option of another kind of processor.
            return null;
        }
    }
}
