-- A list begins at its newest row, wherever that lies. Columns behind the id are those that are asked
-- together with the first one: rows that do not fit are passed over in the index, without a look at
-- the table.
DROP INDEX IF EXISTS attempt_by_activation;
CREATE INDEX IF NOT EXISTS attempt_by_activation
  ON attempt (activation, started_at, id, event, journey);
CREATE INDEX IF NOT EXISTS attempt_by_activation_outcome
  ON attempt (activation, outcome, started_at, id);
DROP INDEX IF EXISTS attempt_by_outcome;
CREATE INDEX IF NOT EXISTS attempt_by_outcome
  ON attempt (outcome, started_at, id, event, journey, next_attempt_at);
DROP INDEX IF EXISTS attempt_by_status;
CREATE INDEX IF NOT EXISTS attempt_by_status
  ON attempt (status, started_at, id, activation, outcome, event, journey);

-- With all that statistics count: they do not look at the table either. New rows go to its end.
DROP INDEX IF EXISTS attempt_by_time;
CREATE INDEX IF NOT EXISTS attempt_by_time
  ON attempt (started_at, id, activation, outcome, error_code, status, connect_ms, duration_ms);

-- An event id has a few rows, which are sorted quickly. Ids come in no order, so that each new one
-- changes a page of its own: the fewer pages, the better.
DROP INDEX IF EXISTS attempt_by_event_id;
CREATE INDEX IF NOT EXISTS attempt_by_event_id ON attempt (event_id);
