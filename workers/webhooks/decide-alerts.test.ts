import { Alert } from '@workcompanion/core/fleet/alerts';
import { expect, test } from 'vitest';
import { type AlertFacts, decideAlerts } from './decide-alerts.ts';

const FINE: AlertFacts = {
  attention: 0,
  tampered: 0,
  disk: { level: 0, hoursLeft: null },
  archiveStopped: null,
  quarantined: 0,
  findings: 0,
  journalFindings: 0,
  pausedReleases: [],
};

test('each kind of alert that a webhook can ask for is raised by something', () => {
  const raised = decideAlerts({
    attention: 1,
    tampered: 1,
    disk: { level: 1, hoursLeft: 20 },
    archiveStopped: { state: 'refused', code: 'storage-refused' },
    quarantined: 2,
    findings: 1,
    journalFindings: 0,
    pausedReleases: ['1.5.1', '1.5.0'],
  });
  expect(raised.map(({ alert }) => alert)).toEqual([...Alert.options]);
  expect(raised.at(-1)).toMatchObject({ facts: { releases: 2, versions: '1.5.1, 1.5.0' } });
});

test('nothing is raised while all is well', () => {
  expect(decideAlerts(FINE)).toEqual([]);
});
