/**
 * The journal is append-only, and the upload queue: `status` 0 waiting, 1 sent, 2 error (parked),
 * 3 file deleted, or superseded by an entry that states the same anew (then without a receipt). The columns of the statement never change; triggers hold that. `bytes` and
 * `starts_at` (µs) repeat what a segment's statement says, for the backlog's sums.
 *
 * The other tables are read off the statements as they are appended, in the same transaction: what
 * a start must know of the run before.
 */
export const JOURNAL_SCHEMA = `
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
