import type { ClientBase } from 'pg';
import type { BookedStretch, Catalogue, RunBooks } from './books.ts';
import { readArchive, readHotFolder } from './read-copies.ts';
import { readRecorderFolder } from './read-recorder-folder.ts';

/** Where the books of a run are. */
export interface BookPlaces {
  readonly recorders: readonly { readonly name: string; readonly folder: string }[];
  readonly client: ClientBase;
  readonly hotDir: string;
  readonly archiveUrl: string;
}

export async function readBooks(places: BookPlaces): Promise<RunBooks> {
  return {
    devices: places.recorders.map(({ name, folder }) => readRecorderFolder(name, folder)),
    catalogue: await readCatalogue(places.client),
    hot: readHotFolder(places.hotDir),
    archive: await readArchive(places.archiveUrl),
  };
}

const micros = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint`;

/** The tables that tell what was received. */
async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  const rowsOf = async (text: string) => (await client.query(text)).rows;
  const entries = await rowsOf(
    'select device_id, index, statement from journal_entries order by device_id, index',
  );
  const segments = await rowsOf(
    `select id, device_id, journal_index, bytes, encode(sha256, 'hex') as sha256, state
     from segments`,
  );
  const spans = await rowsOf(
    `select device_id, display, ${micros('starts_at')} as start, ${micros('ends_at')} as end
     from spans`,
  );
  const gaps = await rowsOf(
    `select device_id, display, ${micros('starts_at')} as start, ${micros('ends_at')} as end
     from gaps`,
  );
  return {
    entries: entries.map((row) => ({
      device: row.device_id,
      index: Number(row.index),
      statement: row.statement,
    })),
    segments: segments.map((row) => ({
      id: row.id,
      device: row.device_id,
      journalIndex: Number(row.journal_index),
      bytes: row.bytes,
      sha256: row.sha256,
      state: row.state,
    })),
    spans: spans.map(stretchOf),
    gaps: gaps.map(stretchOf),
  };
}

interface StretchRow {
  readonly device_id: string;
  readonly display: string | null;
  readonly start: string;
  readonly end: string | null;
}

function stretchOf({ device_id: device, display, start, end }: StretchRow): BookedStretch {
  return { device, display, from: Number(start), to: end === null ? null : Number(end) };
}
