import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { connect } from '../client.ts';
import { packMonth } from '../journal/pack-month.ts';

/** Packs a month in a process of its own, which a test kills. */
const [url = '', folder = '', month = ''] = process.argv.slice(2);
const database = connect(url);
await packMonth(
  { db: database.db, journal: new FolderStore(folder), stopping: new AbortController().signal },
  month,
);
await database.close();
