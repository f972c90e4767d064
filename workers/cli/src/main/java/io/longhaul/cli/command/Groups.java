package io.longhaul.cli.command;

import io.longhaul.schemas.job.DecisionKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Puts the client commands together. */
public final class Groups {
    private Groups() {}

    /** The commands below the root, by name, in the order of the help. */
    public static List<CommandLine> all() {
        return List.of(
                job(),
                vm(),
                volume(),
                template(),
                node(),
                new CommandLine(new AuditCommand()),
                new CommandLine(new CompletionCommand()));
    }

    private static CommandLine job() {
        CommandLine submit = new CommandLine(new SubmitFileCommand());
        operations().forEach((name, command) -> submit.addSubcommand(name, command.get()));
        CommandLine job = group("job", "Submit jobs, watch them, and decide about those that need attention.")
                .addSubcommand(submit)
                .addSubcommand(new JobListCommand())
                .addSubcommand(new JobShowCommand())
                .addSubcommand(new JobWatchCommand())
                .addSubcommand(new JobLogsCommand())
                .addSubcommand(new JobCancelCommand());
        for (DecisionKind kind : DecisionKind.values()) {
            ClientCommand command = kind == DecisionKind.RETRY ? new JobRetryCommand() : new JobDecisionCommand(kind);
            job.addSubcommand(JobDecisionCommand.word(kind), described(command, JobDecisionCommand.description(kind)));
        }
        return job;
    }

    private static Map<String, Supplier<RequestCommand>> operations() {
        return new TreeMap<>(Map.of(
                "clone-vm", CloneVmCommand::new,
                "flatten-volume", FlattenVolumeCommand::new,
                "start-vm", StartVmCommand::new,
                "stop-vm", StopVmCommand::new,
                "delete-vm", DeleteVmCommand::new,
                "register-template", RegisterTemplateCommand::new,
                "delete-template", DeleteTemplateCommand::new));
    }

    private static CommandLine vm() {
        return objects("Clone, start, stop, delete, list and show VMs.", ObjectKind.VM)
                .addSubcommand("clone", new CloneVmCommand())
                .addSubcommand("start", new StartVmCommand())
                .addSubcommand("stop", new StopVmCommand())
                .addSubcommand("delete", new DeleteVmCommand());
    }

    private static CommandLine volume() {
        return objects("List, show and flatten volumes.", ObjectKind.VOLUME)
                .addSubcommand("flatten", new FlattenVolumeCommand());
    }

    private static CommandLine template() {
        return objects("Register, delete, list and show templates.", ObjectKind.TEMPLATE)
                .addSubcommand("register", new RegisterTemplateCommand())
                .addSubcommand("delete", new DeleteTemplateCommand());
    }

    private static CommandLine node() {
        return objects(
                        "List and show nodes; take them out of placement and back; state that a lost host is off.",
                        ObjectKind.NODE)
                .addSubcommand(
                        "maintenance",
                        described(
                                new NodeStateCommand("maintenance"),
                                "Place no new VMs on a node; those that it has go on."))
                .addSubcommand(new ConfirmOffCommand())
                .addSubcommand(
                        "activate", described(new NodeStateCommand("activate"), "Let a node take new VMs again."));
    }

    private static CommandLine objects(String description, ObjectKind kind) {
        return group(kind.singular(), description)
                .addSubcommand(new ListCommand(kind))
                .addSubcommand(new ShowCommand(kind));
    }

    private static CommandLine group(String name, String description) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new Group());
        spec.name(name);
        spec.usageMessage().description(description);
        return new CommandLine(spec);
    }

    private static CommandLine described(Object command, String description) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    /** A name that only groups others; without one of them it shows its help and fails. */
    @Command(subcommands = CommandLine.HelpCommand.class, synopsisSubcommandLabel = "COMMAND")
    static final class Group implements Runnable {
        @CommandLine.Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private boolean help;

        @CommandLine.Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(spec.commandLine(), "which of its commands?");
        }
    }
}
