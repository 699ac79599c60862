import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BlobWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { openPackage } from './open-package.ts';
import { ZipSink } from './write-package.ts';

const MIB = 1024 * 1024;
const PATH = 'video/display-1.mp4';

async function zipOf(mib: number): Promise<Blob> {
  const blob = new BlobWriter();
  const zip = new ZipSink(blob.writable, { password: null, madeAt: new Date(0) });
  async function* content() {
    for (let at = 0; at < mib; at += 1) yield Buffer.alloc(MIB, at);
  }
  await zip.add(PATH, content(), { inClear: false });
  await zip.close();
  return blob.getData();
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

describe('an opened package', () => {
  it('keeps nothing of a file of gigabytes while it gives it', async () => {
    const opened = await openPackage(await zipOf(64), null);
    if (!opened.ok) throw new Error(opened.problem);
    const given: WeakRef<Uint8Array>[] = [];
    let bytes = 0;
    for await (const piece of opened.reader.stream(PATH)) {
      bytes += piece.length;
      given.push(new WeakRef(piece));
      if (given.length !== 48) continue;
      await turn();
      collectGarbage();
      expect(given.filter((each) => each.deref() !== undefined).length).toBeLessThan(8);
    }
    expect(bytes).toBe(64 * MIB);
    expect(given.length).toBeGreaterThan(48);
  });
});
