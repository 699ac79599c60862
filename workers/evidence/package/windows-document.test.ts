import { randomBytes } from 'node:crypto';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { PackageWindows, SeenUse } from '@workcompanion/core/evidence/package-windows';
import { KeyId, newId } from '@workcompanion/core/ids';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { makeWindowTrack } from '@workcompanion/core/windows/make-window-track';
import { windowTrackKey } from '@workcompanion/core/windows/window-track-key';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimEvidencePackage } from '../claim-evidence-package.ts';
import { runEvidencePackage } from '../run-evidence-package.ts';
import type { DrawnRecorder } from '../testing/drawn-recorder.ts';
import { type EvidenceFixture, openEvidenceFixture } from '../testing/evidence-fixture.ts';
import { readMade } from '../testing/read-made.ts';

const START_MS = Date.parse('2026-11-18T15:59:50.000Z');
const at = (seconds: number): number => START_MS * 1000 + seconds * 1_000_000;

let fixture: EvidenceFixture;
beforeEach(async () => {
  fixture = await openEvidenceFixture();
});
afterEach(() => fixture.dispose());

/** One title after the other, each for three seconds; closed long after. */
async function seeWindows(recorder: DrawnRecorder, titles: readonly string[]): Promise<void> {
  const { db, masterKey, journal } = fixture.ctx;
  const [keyId, key] = [newId(KeyId, START_MS), randomBytes(16)];
  await db.insert(dataKeys).values({
    id: keyId,
    deviceId: recorder.id,
    windowFrom: at(-3600),
    windowTo: at(3600),
    wrapped: wrapKey(masterKey, key, keyId),
    origin: 'deposited',
    createdAt: at(-3600),
  });
  const uses = titles.map((title, index) => {
    const [from, to] = [at(index * 3 - 3), at(index * 3)];
    return { from, to, program: 'et.exe', title, windows: [] };
  });
  const [device, policyVersion] = [recorder.id, 1];
  const detail = 'programs-and-titles';
  const made = makeWindowTrack({ device, key: { keyId, key }, uses, detail, policyVersion });
  if (made === null) throw new Error('no track');
  const { id, body, sealed } = made;
  const place = { id, deviceId: device, startsAt: body.from, sha256: body.sha256 };
  await putBytes(journal, windowTrackKey(place), sealed);
  await recorder.tell(START_MS + 600_000, body);
}

it('names the programs of the clip, none before and after it, and none of what is withheld', {
  timeout: 600_000,
}, async () => {
  const recorder = await fixture.enrol();
  await recorder.begin(START_MS - 5_000);
  const display = 'MONITOR-1';
  await recorder.record({ segments: 4, segmentSeconds: 3, display, startMs: START_MS });
  await recorder.gap('locked', START_MS + 12_000, START_MS + 20_000, null);
  await seeWindows(recorder, ['before', 'first', 'private', 'third', 'after', 'long after']);
  const place = { device: recorder.id, display, from: at(4), to: at(5), reason: 'Private' };
  const id = await fixture.ask(recorder, {
    from: at(1),
    to: at(8),
    displays: [display],
    clockVideos: false,
    redaction: { withheld: [place], blurred: [] },
  });
  const claimed = await claimEvidencePackage(fixture.ctx, fixture.options.leaseMs);
  if (!claimed) throw new Error('nothing was claimed');
  const { options, make } = fixture;
  const stopping = new AbortController().signal;
  const ended = await runEvidencePackage(fixture.ctx, claimed, { ...options, make, stopping });
  expect(ended).toBe('made');
  // The worker has checked it as its reader will: nothing contradicts what was signed.
  expect((await fixture.row(id)).verdict).toMatchObject({ unproven: ['statements-uncommitted'] });
  const made = await readMade(fixture, id);
  const { tracks } = PackageWindows.parse(made.json('windows.json'));
  const shown = tracks.flatMap(({ uses }) =>
    uses.map((use) => use.shown && SeenUse.parse(JSON.parse(use.shown.text)).title),
  );
  expect(shown).toEqual([null, 'first', null, 'third', null]);
  for (const [path, bytes] of made.files) {
    expect(bytes.includes('private'), path).toBe(false);
  }
});
