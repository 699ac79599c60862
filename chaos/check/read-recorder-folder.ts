import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DeviceBooks, JournalRow } from './books.ts';

const ROWS = `select "index", statement, receipt, status, last_error as lastError
  from journal order by "index"`;

/** A recorder's identity and journal. The recorder may be running. */
export function readRecorderFolder(name: string, folder: string): DeviceBooks {
  const identity = JSON.parse(readFileSync(join(folder, 'device.json'), 'utf8'));
  const database = new DatabaseSync(join(folder, 'journal.db'), { readOnly: true });
  try {
    return {
      name,
      device: identity.device,
      publicKey: identity.privateKey.x,
      serverKey: identity.enrolment.signingKey.x,
      journal: database.prepare(ROWS).all().map(journalRow),
    };
  } finally {
    database.close();
  }
}

function journalRow(row: Readonly<Record<string, unknown>>): JournalRow {
  const { index, statement, receipt, status, lastError } = row;
  return {
    index: Number(index),
    statement: String(statement),
    receipt: receipt === null ? null : String(receipt),
    status: Number(status),
    lastError: lastError === null ? null : String(lastError),
  };
}
