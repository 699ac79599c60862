import type { Db, Tx } from './client.ts';

/** A named query of which each database puts the SQL together once: it costs as much as to run it. */
export function preparedQuery<Query>(prepare: (db: Db | Tx) => Query): (db: Db | Tx) => Query {
  const prepared = new WeakMap<Db | Tx, Query>();
  return (db) => {
    const query = prepared.get(db) ?? prepare(db);
    prepared.set(db, query);
    return query;
  };
}
