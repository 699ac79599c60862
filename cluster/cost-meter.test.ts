import { expect, test } from 'vitest';
import { costOf, heartbeatCost, type Spent } from './cost-meter.ts';

const busy: Spent = {
  seconds: 10,
  uploads: 100,
  heartbeats: 0,
  portalSeconds: 0.6,
  databaseSeconds: 0.3,
  statements: new Map([
    ['look', 150],
    ['take', 100],
  ]),
  walBytes: 400_000,
  lockSeconds: 0.01,
  otherSeconds: 0.2,
};

test('an upload costs its share of all rounds, without what is spent at rest', () => {
  const slower = { ...busy, portalSeconds: 1, uploads: 300 };
  const idle = {
    ...busy,
    uploads: 0,
    portalSeconds: 0.2,
    databaseSeconds: 0.1,
    statements: new Map([['look', 50]]),
    walBytes: 0,
    lockSeconds: 0,
    otherSeconds: 0,
  };
  const cost = costOf([busy, slower], idle);
  expect(cost).toMatchObject({ uploads: 400, perSecond: 20, statements: 1, walBytes: 2_000 });
  expect(cost.ofStatements).toEqual(
    new Map([
      ['look', 0.5],
      ['take', 0.5],
    ]),
  );
  expect(cost.portalMs).toBeCloseTo(3);
  expect(cost.databaseMs).toBeCloseTo(1);
  expect(cost.lockWaits).toBeCloseTo(0.05);
  expect(cost.otherWaits).toBeCloseTo(1);
});

test('a heartbeat costs what an idle cluster would not have spent', () => {
  const idle = { ...busy, seconds: 20, portalSeconds: 0.4, databaseSeconds: 0.2 };
  const cost = heartbeatCost({ ...busy, heartbeats: 200 }, idle);
  expect(cost.portals).toBeCloseTo(2);
  expect(cost.database).toBeCloseTo(1);
});
