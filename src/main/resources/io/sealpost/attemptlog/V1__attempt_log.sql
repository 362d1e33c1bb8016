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
  -- A producer's delivery id is shared by all copies of an event.
  CONSTRAINT attempt_once UNIQUE (delivery_id, activation, replay, attempt)
);

CREATE INDEX IF NOT EXISTS attempt_by_time ON attempt (started_at, id);
CREATE INDEX IF NOT EXISTS attempt_by_activation ON attempt (activation, started_at, id);
CREATE INDEX IF NOT EXISTS attempt_by_outcome ON attempt (outcome, started_at, id);
CREATE INDEX IF NOT EXISTS attempt_by_status ON attempt (status, started_at, id);
CREATE INDEX IF NOT EXISTS attempt_by_event ON attempt (event, started_at, id);
CREATE INDEX IF NOT EXISTS attempt_by_journey ON attempt (journey, started_at, id);
CREATE INDEX IF NOT EXISTS attempt_by_event_id ON attempt (event_id, started_at, id);

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
