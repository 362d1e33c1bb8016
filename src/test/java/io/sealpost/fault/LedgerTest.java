package io.sealpost.fault;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.fault.LedgerEntry.Dead;
import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.Seen;
import io.sealpost.fault.LedgerEntry.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final LedgerEntry ENTRY = new Sent("m", "hash");

  @TempDir Path folder;

  @Test
  void whatIsAppendedIsReadAgain() throws Exception {
    List<LedgerEntry> entries =
        List.of(
            ENTRY,
            new Seen("", "d", "1", "hash", "signature \t\n1\tSENT\tx\ty é%"),
            new Dead("m", "d", 3, "retries-exhausted"),
            new Fault("kill", 16));

    try (Ledger ledger = Ledger.create(file())) {
      ledger.append(entries);

      assertThat(Ledger.read(file())).isEqualTo(entries);
      assertThat(ledger.count(Sent.class)).isEqualTo(1);
    }
  }

  @Test
  void aTornLastLineIsLeftOut() throws Exception {
    write();
    Files.writeString(file(), "1\tSENT\tm\tha", APPEND);

    assertThat(Ledger.read(file())).containsExactly(ENTRY);
  }

  @Test
  void aTornLineBeforeOthersIsNot() throws Exception {
    write();
    String line = Files.readString(file());
    Files.writeString(file(), "1\tSENT\tm\n" + line);

    assertThatThrownBy(() -> Ledger.read(file()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Not a line of a ledger");
  }

  @Test
  void anEarlierRunsLedgerIsNotAddedTo() throws Exception {
    write();

    assertThatThrownBy(() -> Ledger.create(file())).isInstanceOf(IOException.class);
  }

  @Test
  void manyWritersLoseNothing() throws Exception {
    try (Ledger ledger = Ledger.create(file())) {
      CompletableFuture.allOf(
              IntStream.range(0, 8)
                  .mapToObj(
                      writer ->
                          CompletableFuture.runAsync(
                              () -> {
                                for (int i = 0; i < 50; i++) {
                                  ledger.append(new Sent(writer + "-" + i, "hash"));
                                }
                              }))
                  .toArray(CompletableFuture[]::new))
          .join();
    }

    assertThat(Ledger.read(file())).hasSize(400).doesNotHaveDuplicates();
  }

  private void write() throws IOException {
    try (Ledger ledger = Ledger.create(file())) {
      ledger.append(ENTRY);
    }
  }

  private Path file() {
    return folder.resolve("ledger");
  }
}
