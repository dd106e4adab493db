-- The index of a project (runs.db). The run folders are the truth: `rxwatt check --rebuild` remakes all of this.
-- Changes of the schema are dated migrations in migrations.cpp; this file is the schema after all of them.

CREATE TABLE SchemaMigrations (
    migration TEXT PRIMARY KEY NOT NULL       -- '20260101-what-it-does'
) STRICT, WITHOUT ROWID;

-- Narrow, so that lists are quick; what only one run's page shows is in RunDetails.
CREATE TABLE Runs (
    run INTEGER PRIMARY KEY,                  -- short key for the other tables; means nothing outside
    id TEXT NOT NULL UNIQUE,                  -- the run's folder in runs/
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    attempt INTEGER NOT NULL,
    queue_order REAL NOT NULL,
    starred INTEGER NOT NULL,
    archived INTEGER NOT NULL DEFAULT 0,
    tags TEXT NOT NULL,                       -- each between newlines: '\none\ntwo\n'; '' for none
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT,
    evaluation_digest TEXT NOT NULL,          -- results compare where it is equal
    expected_points INTEGER NOT NULL,         -- BER points of one receiver when its evaluation is complete
    expected_steps INTEGER,                   -- of training; null: it does not train
    parameters INTEGER,                       -- of the run's own model; null: it judges the weights of others
    macs_per_slot INTEGER,
    -- from events.jsonl
    event_offset INTEGER NOT NULL DEFAULT 0,  -- bytes taken in
    last_seq INTEGER NOT NULL DEFAULT 0,      -- events up to this one are in
    events INTEGER NOT NULL DEFAULT 0,
    duration_s REAL NOT NULL DEFAULT 0,
    steps_done INTEGER NOT NULL DEFAULT 0,
    geometric_mean_ber REAL,                  -- of the run's own model, once complete
    zero_error_points INTEGER NOT NULL DEFAULT 0,
    training_energy_j REAL,                   -- relative to the base power; null where nothing could be read
    step_energy_j REAL,
    inference_energy_j REAL,
    energy_quality TEXT                       -- the worst of what these come from
) STRICT;

-- With the id, which decides between equals, so that they hold whole orders. Columns that change with every event have
-- none: it would be rewritten with each.
CREATE INDEX RunsByName ON Runs (name, id);
CREATE INDEX RunsByState ON Runs (state, id);
CREATE INDEX RunsByCreation ON Runs (created_at, id);
CREATE INDEX RunsByOrder ON Runs (queue_order, id);
CREATE INDEX RunsByGeometricMeanBer ON Runs (geometric_mean_ber, id);

CREATE TABLE RunDetails (
    run INTEGER PRIMARY KEY REFERENCES Runs (run) ON DELETE CASCADE,
    spec TEXT NOT NULL,                       -- spec.json, filled in
    meta TEXT NOT NULL,                       -- meta.json
    state_record TEXT NOT NULL,               -- state.json
    exit_record TEXT,                         -- exit.json
    energy TEXT,                              -- of the last energy event
    started_event TEXT                        -- the last attempt's started event, a line of events.jsonl
) STRICT;

-- Each value that a setting has in any run, once; what no run has any more stays until the index is rebuilt.
CREATE TABLE SettingValues (
    setting INTEGER PRIMARY KEY,
    path TEXT NOT NULL,                       -- 'training.learning_rate'
    value TEXT NOT NULL,                      -- JSON
    UNIQUE (path, value)
) STRICT;

-- A run's settings for filters and orders over all runs, which would take seconds to find in the JSON of each.
CREATE TABLE RunSettings (
    run INTEGER PRIMARY KEY REFERENCES Runs (run) ON DELETE CASCADE,
    settings BLOB NOT NULL                    -- keys of SettingValues; see setting_list.h
) STRICT;

CREATE TABLE Series (
    series INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES Runs (run) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (run, name)
) STRICT;

-- Where a step was done twice, the last attempt's value stands.
CREATE TABLE SeriesPoints (
    series INTEGER NOT NULL REFERENCES Series (series) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    value REAL,                               -- null: not a number
    time_s REAL,                              -- of the event; null: from an older index, its events not read again yet
    PRIMARY KEY (series, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE BerPoints (
    run INTEGER NOT NULL REFERENCES Runs (run) ON DELETE CASCADE,
    receiver TEXT NOT NULL,                   -- 'model' or a baseline's name
    modulation TEXT NOT NULL,
    dmrs_symbols INTEGER NOT NULL,
    weights TEXT NOT NULL,                    -- '' for the run's own and for baselines
    sinr_db REAL NOT NULL,
    attempt INTEGER NOT NULL,
    slots INTEGER NOT NULL,
    bits INTEGER NOT NULL,
    bit_errors INTEGER NOT NULL,
    ber REAL NOT NULL,
    low REAL NOT NULL,                        -- 95 % interval by slot
    high REAL NOT NULL,
    PRIMARY KEY (run, receiver, modulation, dmrs_symbols, weights, sinr_db)
) STRICT, WITHOUT ROWID;

CREATE TABLE Phases (
    run INTEGER NOT NULL REFERENCES Runs (run) ON DELETE CASCADE,
    seq INTEGER NOT NULL,                     -- of the event that began it
    attempt INTEGER NOT NULL,
    phase TEXT NOT NULL,
    begin_s REAL NOT NULL,
    end_s REAL NOT NULL,                      -- when the next began, or the last event so far
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;
