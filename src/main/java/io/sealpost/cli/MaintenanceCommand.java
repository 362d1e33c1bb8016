package io.sealpost.cli;

import picocli.CommandLine.Command;

/** What is told of planned stops. */
@Command(
    name = "maintenance",
    header = "Announce that Sealpost will be stopped.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = MaintenanceAnnounceCommand.class,
    footer =
        "  sealpost maintenance announce --from 2026-03-01T22:00:00Z --until 2026-03-01T22:30:00Z")
final class MaintenanceCommand {}
