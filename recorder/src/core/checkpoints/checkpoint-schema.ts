/**
 * What the server committed to, as this device was shown it first. Nothing here is ever replaced: a
 * server that rewrites its history is caught by what stands here. Of old ones the hash is enough.
 */
export const CHECKPOINT_SCHEMA = `
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
