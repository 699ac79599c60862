import { describe, expect, it } from 'vitest';
import { PersonSummary } from '../../contract/people.ts';
import { healthOfPerson, lastFrameOf } from './people-table.tsx';

function person(name: string, login: string, hostname: string): PersonSummary {
  return PersonSummary.parse({
    id: '019bb0a0-0000-7000-8000-000000000001',
    name,
    login,
    team: null,
    timeZone: 'Asia/Shanghai',
    devices: [{ id: '019bb0a0-0000-7000-8000-000000000002', hostname, health: 'live' }],
    lastFrameAt: null,
    today: { date: '2026-11-24', from: 0, to: 1, recordedMicros: 0, pieces: [] },
  });
}

describe('healthOfPerson', () => {
  it('puts what needs attention first, and a silent second computer last', () => {
    expect(healthOfPerson([{ health: 'silent' }, { health: 'live' }])).toBe('live');
    expect(healthOfPerson([{ health: 'live' }, { health: 'attention' }])).toBe('attention');
    expect(healthOfPerson([])).toBeNull();
  });
});

describe('lastFrameOf', () => {
  it('knows of footage that a restarted recorder no longer tells of', () => {
    const lin = person('Lin Mei', 'lmei', 'PC-0417');
    const span = { kind: 'span', from: 10, to: 20, cause: null, note: null } as const;
    expect(lastFrameOf(lin)).toBeNull();
    expect(lastFrameOf({ ...lin, today: { ...lin.today, pieces: [span] } })).toBe(20);
    expect(lastFrameOf({ ...lin, lastFrameAt: 50, today: { ...lin.today, pieces: [span] } })).toBe(
      50,
    );
  });
});
