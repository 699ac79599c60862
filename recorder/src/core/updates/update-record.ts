import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import { LastUpdate } from '@workcompanion/core/releases/update-report';
import { z } from 'zod';
import type { Facts } from '../journal/facts.ts';

/** What became of the last release, kept over restarts and changes of the version. */
export const UpdateRecord = LastUpdate.extend({
  /** Bytes of the whole file. */
  size: z.number(),
  /** When it was given to the service, UTC µs; null before that. */
  handedAt: z.number().nullable(),
  /** The result that the service had written before that, which is no answer to this release. */
  before: z.string().nullable(),
});
export type UpdateRecord = z.infer<typeof UpdateRecord>;

/** A change of the recorder's own version. */
export const VersionChange = z.object({ from: z.string(), to: z.string(), at: z.number() });
export type VersionChange = z.infer<typeof VersionChange>;

/** The record of a release that is about to be downloaded. */
export function recordOf({ version, bytes }: ReleaseFacts, attempt: number): UpdateRecord {
  return {
    version,
    attempt,
    state: 'downloading',
    code: null,
    bytes: 0,
    size: bytes,
    handedAt: null,
    before: null,
  };
}

export class UpdateRecords {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  get last(): UpdateRecord | null {
    return parse(UpdateRecord, this.#facts.get('update'));
  }

  keep(record: UpdateRecord): void {
    this.#facts.set('update', JSON.stringify(record));
  }

  clear(): void {
    this.#facts.clear('update');
  }

  /** The last change of the version; null when there was none. */
  get change(): VersionChange | null {
    return parse(VersionChange, this.#facts.get('version-change'));
  }

  /** Notes which version runs; returns the change, if it is one. */
  running(version: string, at: number): VersionChange | null {
    const from = this.#facts.get('version');
    if (from === version) return null;
    this.#facts.set('version', version);
    if (from === null) return null;
    const change = { from, to: version, at };
    this.#facts.set('version-change', JSON.stringify(change));
    return change;
  }
}

/** A value that another version kept in another form counts as absent. */
function parse<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null;
  const parsed = schema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
