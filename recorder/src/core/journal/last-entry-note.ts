import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { Sha256Base64Url } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

const LastEntry = z.object({ index: z.number().int().min(0), hash: Sha256Base64Url });
/** The index and the hash of a journal's newest entry. */
export type LastEntry = z.infer<typeof LastEntry>;

/** The slots are a page of the medium apart, so that a torn write damages only one. */
const SLOTS = [0, 4_096] as const;
const SLOT_BYTES = 256;

/**
 * Notes the journal's last entry in a file beside it, so that a lost end or a lost journal is noticed. The
 * note is written after the entry is on the medium and before it is sent. It is written in place and
 * alternates between two slots, so that neither a power cut nor a full disk can destroy it.
 */
export class LastEntryNote {
  readonly #file: number;
  #last: LastEntry | null = null;
  #nextSlot: (typeof SLOTS)[number] = SLOTS[0];

  constructor(path: string) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    this.#takeRoom();
    for (const slot of SLOTS) {
      const entry = this.#read(slot);
      if (entry === null || entry.index < (this.#last?.index ?? 0)) continue;
      this.#last = entry;
      this.#nextSlot = other(slot);
    }
  }

  /** Null when no entry was noted, or when the note can't be read. */
  get last(): LastEntry | null {
    return this.#last;
  }

  write(entry: LastEntry): void {
    const text = JSON.stringify({ ...entry, check: checkOf(entry) });
    const slot = this.#nextSlot;
    writeSync(this.#file, Buffer.from(text.padEnd(SLOT_BYTES)), 0, SLOT_BYTES, slot);
    fdatasyncSync(this.#file);
    this.#last = entry;
    this.#nextSlot = other(slot);
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Takes the space of the file once, so that no later write needs more. */
  #takeRoom(): void {
    const bytes = SLOTS[1] + SLOT_BYTES;
    const { size } = fstatSync(this.#file);
    if (size < bytes) writeSync(this.#file, Buffer.alloc(bytes - size), 0, bytes - size, size);
  }

  #read(slot: number): LastEntry | null {
    const bytes = Buffer.alloc(SLOT_BYTES);
    readSync(this.#file, bytes, 0, SLOT_BYTES, slot);
    const read = Checked.safeParse(bytes.toString('utf8').replaceAll('\0', ' ').trim());
    return read.success ? read.data : null;
  }
}

const Checked = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(LastEntry.extend({ check: z.string() }))
  .refine((slot) => slot.check === checkOf(slot))
  .transform(({ index, hash }) => ({ index, hash }));

function checkOf({ index, hash }: LastEntry): string {
  return createHash('sha256').update(`${index} ${hash}`).digest('base64url');
}

function other(slot: (typeof SLOTS)[number]): (typeof SLOTS)[number] {
  return slot === SLOTS[0] ? SLOTS[1] : SLOTS[0];
}
