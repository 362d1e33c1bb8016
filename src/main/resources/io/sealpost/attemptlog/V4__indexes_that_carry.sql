-- Whatever is asked together, a list is read from the index that leaves the fewest rows, and rows that
-- do not fit are passed over in it: each carries all that may be asked with its first columns.
DROP INDEX IF EXISTS attempt_by_activation;
CREATE INDEX IF NOT EXISTS attempt_by_activation
  ON attempt (activation, started_at, id, outcome, status, event, journey);
DROP INDEX IF EXISTS attempt_by_outcome;
CREATE INDEX IF NOT EXISTS attempt_by_outcome
  ON attempt (outcome, started_at, id, activation, status, event, journey, next_attempt_at);
DROP INDEX IF EXISTS attempt_by_event;
CREATE INDEX IF NOT EXISTS attempt_by_event
  ON attempt (event, started_at, id, activation, outcome, status, journey);
DROP INDEX IF EXISTS attempt_by_journey;
CREATE INDEX IF NOT EXISTS attempt_by_journey
  ON attempt (journey, started_at, id, activation, outcome, status, event);
DROP INDEX IF EXISTS attempt_by_activation_outcome;
CREATE INDEX IF NOT EXISTS attempt_by_activation_outcome
  ON attempt (activation, outcome, started_at, id, status, event, journey);

-- An activation has its own events and journeys: of the others it has none, however many there are.
CREATE INDEX IF NOT EXISTS attempt_by_activation_event
  ON attempt (activation, event, started_at, id, outcome, status, journey);
CREATE INDEX IF NOT EXISTS attempt_by_activation_journey
  ON attempt (activation, journey, started_at, id, outcome, status, event);
