import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Alert } from '@workcompanion/core/fleet/alerts';
import { expect, test } from 'vitest';
import { ArchiveAlarm } from '../../contract/archive.ts';
import { webhooks as en } from '../../messages/en/webhooks.ts';
import { webhooks as zh } from '../../messages/zh-CN/webhooks.ts';

/** What the pages warn of, and the alert that says so to a webhook. */
const SENT_AS: Readonly<Record<string, Alert | null>> = {
  // Told by /api/health/ready and by the log, like whatever an operator must mend on the machine.
  'hot-store-missing': null,
  'archive-store-missing': null,
  'thumbnails-store-missing': null,
  'evidence-packages-store-missing': null,
  'journal-store-missing': null,
  'uploads-refused': 'storage',
  'store-full': 'storage',
  'disk-fills-up': 'storage',
  'archive-refused': 'archive',
  'archive-unreachable': 'archive',
  // The workers send what there is to send: that none runs is for /api/health to tell.
  'workers-silent': null,
  quarantine: 'quarantine',
  // The names are those of the alarms in web/features/home/home-alarms.tsx.
  history: 'tampering',
  release: 'release',
  // The overview's count of devices that need somebody, and Integrity's open findings.
  devices: 'fleet',
  findings: 'integrity',
};

test('whatever the portal warns of can be sent by webhook', async () => {
  const view = join(import.meta.dirname, '..', 'home', 'home-alarms.tsx');
  const drawn = (await readFile(view, 'utf8')).matchAll(/^function (\w+)Alarm\(/gm);
  const ofOverview = [...drawn].flatMap(([, name]) => name?.toLowerCase() ?? []);
  expect(ofOverview.length).toBeGreaterThan(0);
  const warned = [...ArchiveAlarm.options, ...ofOverview];
  expect(warned.filter((alarm) => SENT_AS[alarm] === undefined)).toEqual([]);
  const sent = new Set(Object.values(SENT_AS).filter((alert) => alert !== null));
  expect([...sent].sort()).toEqual([...Alert.options].sort());
});

test.each([en, zh])('each alert has its words where a webhook chooses', ({ alerts, explain }) => {
  expect(Object.keys(alerts)).toEqual(['unknown', ...Alert.options]);
  expect(Object.keys(explain)).toEqual([...Alert.options]);
});
