import { createPrivateKey, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementFacts } from './check/books.ts';
import { hashOf, payloadOf } from './check/compact-jws.ts';
import type { ChaosFindingKind } from './check/finding.ts';
import type { BookPlaces } from './check/read-books.ts';
import { archivedKeys, objectUrl } from './check/read-copies.ts';

/**
 * One way to break a finished run. What it does to tables is rolled back, and journals are copies; for
 * the rest it answers how to undo it.
 */
export interface Breakage {
  readonly name: string;
  /** What the check must call it. */
  readonly kind: ChaosFindingKind;
  readonly inflict: (places: BookPlaces) => Promise<Undo | null>;
}

type Undo = () => Promise<void> | void;

export const BREAKAGES: readonly Breakage[] = [
  {
    name: 'a file of the hot folder is deleted',
    kind: 'lost',
    inflict: onHotFile((path) => rmSync(path)),
  },
  {
    name: 'a byte of a file of the hot folder is flipped',
    kind: 'wrong bytes',
    inflict: onHotFile((path, bytes) => writeFileSync(path, flipped(bytes))),
  },
  {
    name: 'an object of the archive is deleted',
    kind: 'lost',
    inflict: onObject((url) => fetch(url, { method: 'DELETE' })),
  },
  {
    name: 'a byte of an object of the archive is flipped',
    kind: 'wrong bytes',
    inflict: onObject((url, bytes) => fetch(url, { method: 'PUT', body: flipped(bytes) })),
  },
  {
    name: 'the row of a segment is deleted',
    kind: 'lost',
    inflict: onTables('delete from segments where id = (select max(id::text)::uuid from segments)'),
  },
  {
    name: 'a received entry is deleted',
    kind: 'lost',
    inflict: onTables('delete from journal_entries where index = 3'),
  },
  {
    name: 'a received entry is there twice',
    kind: 'doubled',
    inflict: onTables(
      `insert into journal_entries
       select device_id, index, recorded_at + interval '1 ms', received_at, kind, hash, prev,
         statement, receipt
       from journal_entries where index = 3`,
    ),
  },
  {
    name: 'an entry is there that no device has said',
    kind: 'never said',
    inflict: onTables(`update journal_entries set statement = statement || 'A' where index = 3`),
  },
  {
    name: 'a segment is in quarantine',
    kind: 'not archived',
    inflict: onTables(
      `update segments set state = 'quarantined'
       where id = (select max(id::text)::uuid from segments)`,
    ),
  },
  {
    name: 'the timeline of the portal shows a second too much',
    kind: 'wrong timeline',
    inflict: onTables(
      `update spans set ends_at = ends_at + interval '1 s' where id = (select max(id) from spans)`,
    ),
  },
  {
    name: 'an entry is cut out of a journal',
    kind: 'broken chain',
    inflict: onJournal('delete from journal where "index" = 3'),
  },
  {
    name: 'a statement of a journal is another than was signed',
    kind: 'broken chain',
    inflict: onJournal(
      `update journal set statement = substr(statement, 1, length(statement) - 3) || 'AAA'
       where "index" = 3`,
    ),
  },
  {
    name: 'a receipt is that of another entry',
    kind: 'wrong receipt',
    inflict: onJournal(
      `update journal set receipt = (select receipt from journal where "index" = 4)
       where "index" = 3`,
    ),
  },
  {
    name: 'a refused entry waits',
    kind: 'not sent',
    inflict: onJournal('update journal set receipt = null, status = 2 where "index" = 3'),
  },
  {
    name: 'footage is missing, and no gap says so',
    kind: 'unnamed time',
    inflict: onJournal(
      `delete from journal
       where "index" = (select max("index") from journal where kind = 'segment')`,
    ),
  },
  {
    name: 'the same second is recorded twice',
    kind: 'overlap',
    inflict: onStatements(({ start = 0 }) => ({ start: start + 1 })),
  },
  {
    name: 'a gap is said where there is footage',
    kind: 'gap over footage',
    inflict: onStatements(({ start = 0 }) => ({
      kind: 'gap',
      gap: 'added',
      from: start,
      to: start + 1,
    })),
  },
];

function onTables(text: string): Breakage['inflict'] {
  return async ({ client }) => {
    const { rowCount } = await client.query(text);
    if (rowCount === 0) throw new Error(`nothing was broken by: ${text}`);
    return null;
  };
}

function onJournal(text: string): Breakage['inflict'] {
  return async (places) => {
    openJournal(places, (journal) => journal.exec(text));
    return null;
  };
}

/** On the newest segment, whose local copy is brought back if it was deleted already. */
function onHotFile(spoil: (path: string, bytes: Buffer) => void): Breakage['inflict'] {
  return async ({ client, hotDir, archiveUrl }) => {
    const { rows } = await client.query(
      `update segments set state = 'archived'
       where id = (select max(id::text)::uuid from segments) returning id`,
    );
    const key = (await archivedKeys(archiveUrl)).find((each) => each.includes(rows[0]?.id));
    if (key === undefined) throw new Error('nothing is in the archive');
    const path = join(hotDir, key);
    const isThere = existsSync(path);
    const bytes = isThere ? readFileSync(path) : await objectBytes(objectUrl(archiveUrl, key));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    spoil(path, bytes);
    return () => (isThere ? writeFileSync(path, bytes) : rmSync(path, { force: true }));
  };
}

function onObject(
  spoil: (url: string, bytes: Buffer<ArrayBuffer>) => Promise<Response>,
): Breakage['inflict'] {
  return async ({ archiveUrl }) => {
    const [key] = await archivedKeys(archiveUrl);
    if (key === undefined) throw new Error('nothing is in the archive');
    const url = objectUrl(archiveUrl, key);
    const bytes = await objectBytes(url);
    const answer = await spoil(url, bytes);
    if (!answer.ok) throw new Error(`the store answered ${answer.status}`);
    return async () => {
      await fetch(url, { method: 'PUT', body: bytes });
    };
  };
}

/** The device itself says so, rightly signed: only the times are wrong. */
function onStatements(
  say: (said: StatementFacts) => Omit<Partial<StatementFacts>, 'index' | 'prev'>,
): Breakage['inflict'] {
  return async (places) => {
    openJournal(places, (journal, folder) => {
      const { privateKey } = JSON.parse(readFileSync(join(folder, 'device.json'), 'utf8'));
      const rows = journal.prepare('select statement, kind from journal order by "index"').all();
      const last = rows.findLast(({ kind }) => kind === 'segment');
      const head = String(rows.at(-1)?.['statement']);
      const said = payloadOf<StatementFacts>(String(last?.['statement']));
      const place = { index: rows.length, prev: hashOf(head) };
      const payload = encoded(JSON.stringify({ ...said, ...say(said), ...place }));
      const signed = `${head.split('.', 1)[0]}.${payload}`;
      const key = createPrivateKey({ key: privateKey, format: 'jwk' });
      const signature = sign(null, Buffer.from(signed, 'ascii'), key).toString('base64url');
      journal
        .prepare('insert into journal ("index", kind, statement) values (?, ?, ?)')
        .run(rows.length, 'added', `${signed}.${signature}`);
    });
    return null;
  };
}

function openJournal(
  { recorders }: BookPlaces,
  spoil: (journal: DatabaseSync, folder: string) => void,
): void {
  const folder = recorders[0]?.folder ?? '';
  const journal = new DatabaseSync(join(folder, 'journal.db'));
  try {
    journal.exec(`drop trigger journal_is_append_only; drop trigger journal_keeps_all`);
    spoil(journal, folder);
  } finally {
    journal.close();
  }
}

async function objectBytes(url: string): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

function flipped(bytes: Buffer): Buffer<ArrayBuffer> {
  const copy = Buffer.from(bytes);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

function encoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
