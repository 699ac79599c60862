import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readStatement, statementHash } from '@workcompanion/core/crypto/statement';
import { DeviceId, GapId, newId, RecordingId } from '@workcompanion/core/ids';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { GENESIS, type StatementBody } from '@workcompanion/core/protocol/statement';
import { describe, expect, test } from 'vitest';
import { openTestJournal } from '../../testing/open-test-journal.ts';
import { segmentBodyOf } from '../../testing/segment-body-of.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { openDatabase } from './journal-database.ts';

const display = DisplayName.parse('eDP-1');

function applied(policyVersion: number): { body: StatementBody } {
  return { body: { kind: 'policy-applied', policyVersion } };
}

describe('the journal', () => {
  test('chains and signs what is appended, also by many at once and over restarts', async () => {
    const { journal, reopen, verify, statements } = await openTestJournal();
    await Promise.all(Array.from({ length: 20 }, (_, n) => journal.append(applied(n))));
    const again = reopen();
    await again.append(applied(20), applied(21));
    expect(await verify()).toMatchObject({ ok: true, count: 22 });
    expect(statements().map(({ index }) => index)).toEqual(Array.from({ length: 22 }, (_, n) => n));
    expect(statements()[0]?.prev).toBe(GENESIS);
  });

  test('takes several statements or none of them', async () => {
    const { journal, statements, verify } = await openTestJournal();
    const broken = { body: { kind: 'policy-applied', policyVersion: -1 } } as const;
    await expect(journal.append(applied(1), broken)).rejects.toThrow();
    expect(statements()).toHaveLength(0);
    await journal.append(applied(2));
    expect(await verify()).toMatchObject({ ok: true, count: 1 });
  });

  test('lets nobody change or remove a statement', async () => {
    const { journal, database } = await openTestJournal();
    await journal.append(applied(1));
    const run = (sql: string) => () => database.prepare(sql).run();
    expect(run(`update journal set statement = 'x'`)).toThrow('append-only');
    expect(run('delete from journal')).toThrow('append-only');
    expect(run('update journal set status = 2')).not.toThrow();
  });

  test('refuses a second entry for the same file', async () => {
    const { journal } = await openTestJournal();
    const body = segmentBodyOf({ bytes: 32 });
    await journal.append({ body, file: 'a.ts' });
    await expect(journal.append({ body, file: 'a.ts' })).rejects.toThrow('UNIQUE');
    expect(journal.hasFile('a.ts')).toBe(true);
    expect(journal.hasFile('b.ts')).toBe(false);
  });

  test('knows what is open by what was said', async () => {
    const { journal } = await openTestJournal();
    const gap = newId(GapId);
    const pause = newId(GapId);
    const open = {
      kind: 'gap',
      gap,
      display,
      cause: 'display-lost',
      from: 10,
      note: null,
    } as const;
    await journal.append(
      { body: { ...open, to: null } },
      { body: { kind: 'paused', gap: pause, from: 20, reason: 'lunch', until: 30 } },
    );
    expect(journal.openGaps()).toEqual([
      { gap, kind: 'gap', display, cause: 'display-lost', from: 10, until: null, note: null },
      {
        gap: pause,
        kind: 'paused',
        display: null,
        cause: 'paused',
        from: 20,
        until: 30,
        note: 'lunch',
      },
    ]);
    await journal.append(
      { body: { ...open, to: 40 } },
      { body: { kind: 'resumed', gap: pause, to: 25 } },
    );
    expect(journal.openGaps()).toEqual([]);
  });

  test('follows the footage of a recording from its first segment to its end', async () => {
    const { journal } = await openTestJournal();
    const recording = newId(RecordingId);
    const segment = (start: number, sequence: number) => ({
      body: segmentBodyOf({ recording, start, sequence, duration: 100 }),
      file: `${sequence}.ts`,
    });
    await journal.append({ body: recordingStarted(recording) });
    expect(journal.openRecordings()).toMatchObject([{ recording, lastEnd: null, segments: 0 }]);
    await journal.append(segment(1_000, 0));
    await journal.append(segment(1_100, 1));
    expect(journal.openRecordings()).toMatchObject([
      { recording, display, firstStart: 1_000, lastEnd: 1_200, segments: 2 },
    ]);
    const ended = { kind: 'recording-ended', recording, display, end: 1_200 } as const;
    await journal.append({ body: { ...ended, segments: 2, reason: 'stopped' } });
    expect(journal.openRecordings()).toEqual([]);
  });

  test('keeps all that was promised when it is killed while appending', async () => {
    const path = join(await tempFolder(), 'journal.db');
    const device = newId(DeviceId);
    const script = join(import.meta.dirname, '..', '..', 'testing', 'journal-appender.ts');
    const child = spawn(process.execPath, [script, path, device], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await once(child.stdout, 'data');
    await sleep(300 + Math.random() * 200);
    child.kill('SIGKILL');
    await once(child, 'close');
    const promised = Number(said.trimEnd().split('\n').at(-1));

    const database = openDatabase(path);
    const rows = database
      .prepare<[], { statement: string }>('select statement from journal order by "index"')
      .all();
    database.close();
    expect(promised).toBeGreaterThan(10);
    expect(rows.length).toBeGreaterThan(promised);
    let prev = GENESIS;
    for (const [index, { statement }] of rows.entries()) {
      expect(readStatement(statement)).toMatchObject({ index, prev });
      prev = statementHash(statement);
    }
  });
});

function recordingStarted(recording: RecordingId): StatementBody {
  return {
    kind: 'recording-started',
    recording,
    display,
    geometry: { width: 100, height: 100, x: 0, y: 0 },
    host: {
      hostname: 'h',
      userName: 'u',
      macAddresses: [],
      ipAddresses: [],
      serialNumber: null,
      platform: 'test',
      timeZone: 'UTC',
      recorderVersion: '0.1.0',
    },
    encoder: 'test',
    framesPerSecond: 5,
    policyVersion: 1,
  };
}
