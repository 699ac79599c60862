import { beforeAll, describe, expect, it } from 'vitest';
import { readStatement, statementHash } from '../crypto/statement.ts';
import type { Statement } from '../protocol/statement.ts';
import { checkRecordings } from './check-recordings.ts';
import type { CheckedJournal } from './checked-statement.ts';
import { draftPackage, prepareScene } from './testing/package-draft.ts';
import { SECOND } from './testing/record-scene.ts';

let whole: CheckedJournal;

beforeAll(async () => {
  const { scene, server } = await prepareScene();
  const [device] = (await draftPackage(scene, server)).manifest.devices;
  if (device === undefined) throw new Error('no device');
  const checked = scene.journal.statements.map((jws) => {
    return { statement: readStatement(jws), jws, hash: statementHash(jws), receipt: '' };
  });
  const { firstIndex } = scene;
  whole = { device, context: checked.slice(0, firstIndex), stretch: checked.slice(firstIndex) };
});

/** What the checks say of the whole journal with the segment of that order told otherwise. */
function codesWith(at: number, change: Partial<Extract<Statement, { kind: 'segment' }>>) {
  let seen = -1;
  const stretch = whole.stretch.map((one) => {
    if (one.statement.kind !== 'segment') return one;
    seen += 1;
    return seen === at ? { ...one, statement: { ...one.statement, ...change } } : one;
  });
  return codesOf({ ...whole, stretch });
}

function codesOf(journal: CheckedJournal): string[] {
  return checkRecordings(journal).map(({ code }) => code);
}

function segment(at: number): Extract<Statement, { kind: 'segment' }> {
  const found = whole.stretch
    .map(({ statement }) => statement)
    .filter((one) => one.kind === 'segment')[at];
  if (found === undefined) throw new Error(`no segment ${at}`);
  return found;
}

describe('checkRecordings', () => {
  it('has nothing to say of recordings in one piece', () => {
    expect(codesOf(whole)).toEqual([]);
  });

  it('names a recording that jumps to another display, or back in time', () => {
    expect(codesWith(2, { display: 'DP-2' })).toContain('recording-splice');
    expect(codesWith(2, { start: segment(0).start })).toContain('recording-splice');
    expect(codesWith(2, { sequence: 0 })).toContain('recording-splice');
  });

  it('names what a recording skips, and two that overlap', () => {
    expect(codesWith(4, { sequence: 9 })).toEqual(['recording-skips']);
    expect(codesWith(4, { duration: 60 * SECOND })).toContain('recording-overlap');
  });

  it('names a recording whose head is not there', () => {
    const context = whole.context.filter(({ statement }) => statement.kind !== 'recording-started');
    expect(codesOf({ ...whole, context })).toEqual(['recording-headless', 'recording-headless']);
  });

  it('tells what the policy had painted over', () => {
    const area = { x: 8, y: 8, width: 100, height: 50 };
    const context = whole.context.map((one) =>
      one.statement.kind === 'recording-started'
        ? { ...one, statement: { ...one.statement, covered: [area, area] } }
        : one,
    );
    const { start, display } = segment(0);
    const [first, ...others] = checkRecordings({ ...whole, context });
    expect(first).toMatchObject({
      code: 'recording-covered',
      status: 'note',
      params: { display, count: 2 },
      subject: { kind: 'stretch', display, from: start },
    });
    expect(others.map(({ code }) => code)).toEqual(['recording-covered']);
  });

  it('names a clock that goes back without a word', () => {
    const stretch = whole.stretch.map((one, at) =>
      at === 3
        ? { ...one, statement: { ...one.statement, at: one.statement.at - 60 * SECOND } }
        : one,
    );
    expect(codesOf({ ...whole, stretch })).toEqual(['clock-back']);
  });
});
