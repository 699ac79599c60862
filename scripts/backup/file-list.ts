import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { writeMeasured } from '@workcompanion/core/storage/write-measured';
import {
  BackupFile,
  type BackupManifest,
  type BackupStore,
  readFileList,
} from './backup-manifest.ts';

const UNFINISHED = 'files-unfinished.ndjson';

/** What the backup of a folder holds of the stores, and what this run has seen of it. */
export class FileList {
  readonly #folder: string;
  readonly #notes: FileHandle;
  /** From this run, one that was killed, and the backup before. */
  readonly #known: Map<string, BackupFile>;
  readonly #seen = new Map<string, BackupFile>();

  private constructor(folder: string, notes: FileHandle, known: Map<string, BackupFile>) {
    this.#folder = folder;
    this.#notes = notes;
    this.#known = known;
  }

  static async open(folder: string, earlier: BackupManifest | null): Promise<FileList> {
    const known = new Map<string, BackupFile>();
    if (earlier !== null) {
      for await (const file of readFileList(join(folder, earlier.files.list))) {
        known.set(nameOf(file), file);
      }
    }
    const path = join(folder, UNFINISHED);
    for (const line of (await readFile(path, 'utf8').catch(() => '')).split('\n')) {
      const file = parsed(line);
      if (file !== null) known.set(nameOf(file), file);
    }
    return new FileList(folder, await open(path, 'a', 0o600), known);
  }

  /** What was copied of a file earlier, if it is known. */
  known(store: BackupStore, key: string): BackupFile | null {
    return this.#known.get(nameOf({ store, key })) ?? null;
  }

  seen(store: BackupStore, key: string): BackupFile | null {
    return this.#seen.get(nameOf({ store, key })) ?? null;
  }

  /** It is in the backup as before. */
  keep(file: BackupFile): void {
    this.#seen.set(nameOf(file), file);
  }

  /** It was copied: should this run be killed, the next need not do it again. */
  async add(file: BackupFile): Promise<void> {
    this.#seen.set(nameOf(file), file);
    await this.#notes.appendFile(`${JSON.stringify(file)}\n`);
  }

  /** Writes down all that was seen, for good. */
  async write(name: string): Promise<BackupManifest['files']> {
    const seen = [...this.#seen.values()];
    const lines = Readable.from(seen.map((file) => `${JSON.stringify(file)}\n`));
    const { sha256 } = await writeMeasured(join(this.#folder, name), lines, { gzip: true });
    return {
      list: name,
      sha256,
      count: seen.length,
      bytes: seen.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  close(): Promise<void> {
    return this.#notes.close();
  }

  /** The manifest stands: the notes have done their work. */
  forgetNotes(): Promise<void> {
    return rm(join(this.#folder, UNFINISHED), { force: true });
  }
}

function nameOf({ store, key }: Pick<BackupFile, 'store' | 'key'>): string {
  return `${store}/${key}`;
}

/** The last line may be cut short by a kill. */
function parsed(line: string): BackupFile | null {
  try {
    return BackupFile.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
