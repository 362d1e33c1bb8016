-- A list begins at its newest row, wherever that lies: with two conditions on a busy activation it
-- would otherwise pass over all rows that meet only one of them.
CREATE INDEX attempt_by_activation_outcome ON attempt (activation, outcome, started_at, id);
CREATE INDEX attempt_by_activation_status ON attempt (activation, status, started_at, id);
CREATE INDEX attempt_by_activation_event ON attempt (activation, event, started_at, id);
CREATE INDEX attempt_by_activation_journey ON attempt (activation, journey, started_at, id);

-- With the columns they are asked together with: rows that do not fit are passed over in the index.
DROP INDEX attempt_by_outcome;
CREATE INDEX attempt_by_outcome
  ON attempt (outcome, started_at, id, event, journey, next_attempt_at);
DROP INDEX attempt_by_status;
CREATE INDEX attempt_by_status ON attempt (status, started_at, id, outcome, event, journey);

-- An event id has a few rows, which are sorted quickly. Ids come in no order, so that each new one
-- changes a page of its own: the fewer pages, the better.
DROP INDEX attempt_by_event_id;
CREATE INDEX attempt_by_event_id ON attempt (event_id);
