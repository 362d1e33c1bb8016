package io.sealpost.cli;

import picocli.CommandLine.Command;

/** What operators do with dead messages. */
@Command(
    name = "dead",
    header = "List, show, replay, purge and add dead messages.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeadListCommand.class,
      DeadShowCommand.class,
      DeadReplayCommand.class,
      DeadPurgeCommand.class,
      DeadAddCommand.class
    },
    footer = {
      "  sealpost dead list --activation welcome",
      "  sealpost dead replay del_4mzn6kzcxolh5bqbrdv7ybnqzi",
      "  sealpost dead replay --reason retries-exhausted --since 2026-03-01T00:00:00Z"
    })
final class DeadCommand {}
