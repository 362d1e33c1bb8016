package io.sealpost.attemptlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The index from which a list is read, newest row first: the one with the fewest rows behind its
 * leading columns, as far as a look at some thousand of them tells. It has what else may be asked
 * behind the time, so that rows that do not fit are passed over without a look at the table.
 *
 * @param leading its first columns, before the time; none in the one that has all rows
 */
record AttemptIndex(List<String> leading) {
  /** Up to so many rows are read in some milliseconds, wherever they lie. */
  private static final int FEW = 2_000;

  /** Where none has few rows the first one is taken: what tends to have fewer stands before. */
  private static final List<AttemptIndex> OTHERS =
      List.of(
          of("activation", "outcome"),
          of("activation", "event"),
          of("activation", "journey"),
          of("status"),
          of("outcome"),
          of("event"),
          of("journey"),
          of("activation"));

  private static AttemptIndex of(String... leading) {
    return new AttemptIndex(List.of(leading));
  }

  /** PostgreSQL knows how often a value occurs: what is chosen here changes nothing there. */
  static AttemptIndex choose(Connection connection, AttemptFilter filter) throws SQLException {
    Map<String, Object> asked = filter.values();
    if (filter.hasId()) {
      // A few rows, which are sorted.
      return of();
    }
    List<AttemptIndex> fitting =
        OTHERS.stream().filter(index -> asked.keySet().containsAll(index.leading)).toList();
    List<AttemptIndex> candidates =
        fitting.stream()
            .filter(index -> fitting.stream().noneMatch(index::isPartOf))
            .sorted(Comparator.comparing(index -> index.isUsual(asked)))
            .toList();
    return candidates.isEmpty() ? of() : fewest(connection, filter, candidates);
  }

  /** The newest first. */
  String order() {
    // The leading columns are the same in all rows. They are there for H2, which otherwise takes
    // another index and sorts.
    return Stream.concat(leading.stream(), Stream.of("started_at", "id"))
        .collect(Collectors.joining(" DESC, ", " ORDER BY ", " DESC"));
  }

  private static AttemptIndex fewest(
      Connection connection, AttemptFilter filter, List<AttemptIndex> candidates)
      throws SQLException {
    AttemptIndex best = candidates.get(0);
    int fewest = FEW;
    for (AttemptIndex index : candidates) {
      // With one candidate, or one that has hardly any rows, there is nothing to compare.
      if (candidates.size() == 1 || fewest < FEW / 10) {
        return best;
      }
      int rows = index.count(connection, filter, fewest);
      if (rows < fewest) {
        best = index;
        fewest = rows;
      }
    }
    return best;
  }

  /** Rows in the time asked for, up to a limit. */
  private int count(Connection connection, AttemptFilter filter, int limit) throws SQLException {
    AttemptFilter mine = filter.only(leading);
    String sql =
        "SELECT COUNT(*) FROM (SELECT id FROM attempt"
            + mine.where()
            + order()
            + " LIMIT ?) AS newest";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(mine.bind(select, 1), limit);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private boolean isPartOf(AttemptIndex other) {
    return other.leading.size() > leading.size() && other.leading.containsAll(leading);
  }

  /** Most attempts deliver, with some 2xx. */
  private boolean isUsual(Map<String, Object> asked) {
    return leading.stream()
        .map(asked::get)
        .anyMatch(
            value ->
                "delivered".equals(value)
                    || (value instanceof Integer status && status / 100 == 2));
  }
}
