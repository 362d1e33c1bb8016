-- One row for each change asked for over the management API. Written before the change as begun.
CREATE TABLE IF NOT EXISTS audit (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  action VARCHAR NOT NULL,
  subject VARCHAR,
  -- A JSON object, without secrets.
  parameters VARCHAR NOT NULL,
  outcome VARCHAR NOT NULL,
  detail VARCHAR,
  ended_at TIMESTAMP WITH TIME ZONE,
  node VARCHAR NOT NULL,
  remote_address VARCHAR NOT NULL
);
