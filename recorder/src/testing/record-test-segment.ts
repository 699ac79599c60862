import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyId, SegmentId } from '@workcompanion/core/ids';
import type { SegmentBody } from '../core/capture/segment-notes.ts';
import type { Journal } from '../core/journal/journal.ts';
import { segmentBodyOf } from './segment-body-of.ts';

interface TestSegment {
  readonly folder: string;
  readonly journal: Journal;
  readonly keyId: KeyId;
  readonly bytes?: number;
  readonly startMs?: number;
}

/** A closed segment as the capture leaves it: its file, and its entry in the journal. */
export async function recordTestSegment({
  folder,
  journal,
  keyId,
  bytes = 4_096,
  startMs = Date.now(),
}: TestSegment): Promise<{ segment: SegmentId; path: string; body: SegmentBody; content: Buffer }> {
  const content = randomBytes(bytes);
  const body = segmentBodyOf({
    keyId,
    bytes,
    start: startMs * 1000,
    md5: createHash('md5').update(content).digest('hex'),
    sha256: createHash('sha256').update(content).digest('hex'),
  });
  const file = `${body.segment}.ts`;
  const path = join(folder, file);
  await writeFile(path, content);
  await journal.append({ body, file });
  return { segment: body.segment, path, body, content };
}
