-- One row for each attempt, and for each end without a request. Runs on H2 and on PostgreSQL.
CREATE TABLE IF NOT EXISTS attempt (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery_id VARCHAR NOT NULL,
  replay INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  -- Empty where the message named none: null would not be equal to null in the key below.
  activation VARCHAR NOT NULL,
  connection VARCHAR,
  journey VARCHAR,
  event VARCHAR,
  event_id VARCHAR,
  correlation_id VARCHAR,
  traceparent VARCHAR,
  started_at TIMESTAMP WITH TIME ZONE NOT NULL,
  duration_ms BIGINT NOT NULL,
  connect_ms BIGINT,
  write_ms BIGINT,
  read_ms BIGINT,
  outcome VARCHAR NOT NULL,
  status INTEGER,
  error_code VARCHAR,
  error VARCHAR,
  method VARCHAR,
  url VARCHAR,
  request_headers VARCHAR,
  request_bytes INTEGER,
  request_sha256 VARCHAR,
  response VARCHAR,
  address VARCHAR,
  next_attempt_at TIMESTAMP WITH TIME ZONE,
  node VARCHAR NOT NULL,
  -- See below.
  chunk BIGINT NOT NULL
);

-- A record that comes again has the time it had. A producer's delivery id is shared by all copies of an
-- event, and by any other message it gives it to. New rows go to the end: hardly any is replayed.
CREATE UNIQUE INDEX IF NOT EXISTS attempt_once
  ON attempt (replay, started_at, delivery_id, activation, attempt);

-- Ids come in no order. In an index over all rows each new one changes a page of its own, in one of the
-- newest chunk of rows many share a page, however many rows there are. Who looks for an id looks into
-- each chunk.
CREATE TABLE IF NOT EXISTS attempt_chunk (number BIGINT PRIMARY KEY);
CREATE INDEX IF NOT EXISTS attempt_by_chunk_delivery_id ON attempt (chunk, delivery_id);
CREATE INDEX IF NOT EXISTS attempt_by_chunk_event_id ON attempt (chunk, event_id);

-- A list begins at its newest row, wherever that lies, and is read from the index that leaves the fewest
-- rows. Rows that do not fit are passed over in it, without a look at the table: each carries all that
-- may be asked with its first columns.
CREATE INDEX IF NOT EXISTS attempt_by_activation
  ON attempt (activation, started_at, id, outcome, status, event, journey);
CREATE INDEX IF NOT EXISTS attempt_by_activation_outcome
  ON attempt (activation, outcome, started_at, id, status, event, journey);
CREATE INDEX IF NOT EXISTS attempt_by_outcome
  ON attempt (outcome, started_at, id, activation, status, event, journey, next_attempt_at);
CREATE INDEX IF NOT EXISTS attempt_by_status
  ON attempt (status, started_at, id, activation, outcome, event, journey);
CREATE INDEX IF NOT EXISTS attempt_by_event
  ON attempt (event, started_at, id, activation, outcome, status, journey);
CREATE INDEX IF NOT EXISTS attempt_by_journey
  ON attempt (journey, started_at, id, activation, outcome, status, event);

-- An activation has its own events and journeys: of the others it has none, however many there are.
CREATE INDEX IF NOT EXISTS attempt_by_activation_event
  ON attempt (activation, event, started_at, id, outcome, status, journey);
CREATE INDEX IF NOT EXISTS attempt_by_activation_journey
  ON attempt (activation, journey, started_at, id, outcome, status, event);

-- With all that statistics count: they do not look at the table either. New rows go to its end.
CREATE INDEX IF NOT EXISTS attempt_by_time
  ON attempt (started_at, id, activation, outcome, error_code, status, connect_ms, duration_ms);

-- The columns Treasure Data's own activation tables have.
CREATE OR REPLACE VIEW activations AS
SELECT
  CAST(FLOOR(EXTRACT(EPOCH FROM started_at)) AS BIGINT) AS "time",
  (outcome = 'delivered') AS "delivered",
  status AS "status",
  started_at AS "timestamp",
  'webhook' AS "activation_type",
  journey AS "journey_name",
  activation AS "activation_name",
  delivery_id AS "rid",
  error AS "error",
  activation AS "activation_id",
  event_id AS "event_id",
  response AS "response"
FROM attempt;
