import { newId, RecordingId } from '@workcompanion/core/ids';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { openTestJournal } from '../testing/open-test-journal.ts';
import { segmentBodyOf } from '../testing/segment-body-of.ts';
import { AliveStamp } from './alive-stamp.ts';
import { systemClock } from './clock.ts';
import { Facts } from './journal/facts.ts';
import { closeLastRun } from './open-last-run.ts';

const display = DisplayName.parse('eDP-1');

/** A run that recorded one segment and is gone without a word. */
async function diedRecording() {
  const { folder, segments, journal, database, statements } = await openTestJournal();
  const facts = new Facts(database);
  facts.set('boot', 'boot one');
  const recording = newId(RecordingId);
  const start = systemClock.utc() - 60_000_000;
  await journal.append(
    {
      body: {
        kind: 'recording-started',
        recording,
        display,
        encoder: 'test',
        framesPerSecond: 5,
        policyVersion: 1,
        geometry: { width: 100, height: 100, x: 0, y: 0 },
        host: {
          hostname: 'h',
          userName: 'u',
          macAddresses: [],
          ipAddresses: [],
          serialNumber: null,
          platform: 't',
          timeZone: 'UTC',
          recorderVersion: '0.1.0',
        },
      },
    },
    { body: segmentBodyOf({ recording, display, start, duration: 2_000_000 }), file: 'a.ts' },
  );
  const close = (bootId: string, releasedAt: number | null = null) =>
    closeLastRun({
      folder: segments,
      journal,
      facts,
      bootId,
      clock: systemClock,
      schedule: null,
      reserve: { releasedAt },
      alive: new AliveStamp(folder, systemClock),
      log: pino({ level: 'silent' }),
    });
  return { facts, close, end: start + 2_000_000, said: () => statements().slice(2) };
}

describe('a start after a run that did not end in order', () => {
  test('calls it killed when nothing tells why', async () => {
    const { close, end, said } = await diedRecording();
    await close('boot one');
    expect(said()).toMatchObject([
      { kind: 'recording-ended', end, segments: 1, reason: 'killed' },
      { kind: 'gap', cause: 'killed', display: null, from: end, to: null, note: null },
    ]);
  });

  test('calls it crashed when the run could still say what failed', async () => {
    const { facts, close, said } = await diedRecording();
    facts.set('crash', 'out of memory');
    await close('boot one');
    expect(said()[1]).toMatchObject({ kind: 'gap', cause: 'crashed', note: 'out of memory' });
    expect(facts.get('crash')).toBeNull();
  });

  test('calls it crashed when the machine went down with it', async () => {
    const { close, said } = await diedRecording();
    await close('boot two');
    expect(said()[1]).toMatchObject({
      kind: 'gap',
      cause: 'crashed',
      note: 'the machine went down',
    });
  });

  test('says that the disk was full when the run had met that, whatever ended it', async () => {
    const { close, end, said } = await diedRecording();
    await close('boot one', systemClock.utc());
    expect(said()).toMatchObject([
      { kind: 'recording-ended', end, reason: 'disk-full' },
      { kind: 'gap', cause: 'disk-full', from: end, to: null },
    ]);
  });

  test('says it once, also when the start itself is killed and made again', async () => {
    const { close, said } = await diedRecording();
    await close('boot one');
    await close('boot one');
    expect(said()).toHaveLength(2);
  });
});
