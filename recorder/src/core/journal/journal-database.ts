import Database from 'better-sqlite3';

/**
 * The journal is append-only, and the upload queue: `status` 0 waiting, 1 sent, 2 error (parked),
 * 3 file deleted, or superseded by an entry that states the same anew (then without a receipt). The columns of the statement never change; triggers hold that. `bytes` and
 * `starts_at` (µs) repeat what a segment's statement says, for the backlog's sums.
 *
 * The other tables are read off the statements as they are appended, in the same transaction: what
 * a start must know of the run before.
 */
const JOURNAL_SCHEMA = `
create table if not exists journal (
  "index" integer primary key,
  kind text not null,
  statement text not null,
  file text,
  bytes integer not null default 0,
  starts_at integer,
  status integer not null default 0 check (status between 0 and 3),
  attempts integer not null default 0,
  not_before integer not null default 0,
  last_error text,
  receipt text
) strict;

create index if not exists journal_waiting on journal ("index") where status = 0;
create index if not exists journal_parked on journal ("index") where status = 2;
drop index if exists journal_files;
create unique index if not exists journal_names on journal (file)
where file is not null and (status < 3 or receipt is not null);
create index if not exists journal_stored on journal (bytes) where file is not null and status < 3;

create trigger if not exists journal_is_append_only
before update of "index", kind, statement, file, bytes, starts_at on journal
begin select raise(abort, 'the journal is append-only'); end;

create trigger if not exists journal_keeps_all
before delete on journal
begin select raise(abort, 'the journal is append-only'); end;

create table if not exists open_recordings (
  recording text primary key,
  display text not null,
  first_start integer,
  last_end integer,
  segments integer not null default 0,
  began_at integer not null
) strict;

create table if not exists open_gaps (
  gap text primary key,
  kind text not null check (kind in ('gap', 'paused')),
  display text,
  cause text not null,
  starts_at integer not null,
  until integer,
  note text
) strict;

create table if not exists facts (
  name text primary key,
  value text not null
) strict;
`;

/**
 * What the server committed to, as it showed it to this device first. Nothing here is ever replaced: a
 * server that rewrites its history contradicts it. Old checkpoints are kept as a hash only.
 */
const CHECKPOINT_SCHEMA = `
create table if not exists kept_checkpoints (
  number integer primary key,
  hash text not null,
  jws text
) strict;

create trigger if not exists kept_checkpoints_stay
before update on kept_checkpoints
when new.number <> old.number or new.hash <> old.hash or new.jws is not null
begin select raise(abort, 'a checkpoint that is kept stays as it is'); end;

create trigger if not exists kept_checkpoints_are_all_kept
before delete on kept_checkpoints
begin select raise(abort, 'a checkpoint that is kept stays as it is'); end;

create table if not exists checkpoint_problems (
  id integer primary key,
  kind text not null,
  checkpoint integer not null,
  kept text not null,
  shown text not null,
  shown_jws text not null,
  found_at integer not null,
  unique (kind, checkpoint, kept)
) strict;

create trigger if not exists checkpoint_problems_stay
before update on checkpoint_problems
begin select raise(abort, 'evidence stays as it is'); end;

create trigger if not exists checkpoint_problems_are_all_kept
before delete on checkpoint_problems
begin select raise(abort, 'evidence stays as it is'); end;
`;

/** Opens the journal's database. A commit is on the medium when it returns (`synchronous = FULL`). */
export function openDatabase(path: string): Database.Database {
  const database = new Database(path);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('busy_timeout = 5000');
    // Pages of 4 KiB: what reserved-space.ts keeps room for.
    database.pragma('wal_autocheckpoint = 256');
    database.exec(JOURNAL_SCHEMA);
    database.exec(CHECKPOINT_SCHEMA);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
