import { NotificationFacts } from '@workcompanion/core/notifications';
import { expect, test } from 'vitest';
import { notificationHref } from './notification-href.ts';

const ID = '019ad000-0000-7000-8000-000000000001';

test('a remark opens at its stretch, on the day that it is by the clock of the person', () => {
  const from = Date.parse('2026-12-01T23:30:00Z') * 1000;
  const facts = NotificationFacts.parse({
    kind: 'remark',
    person: { id: ID, name: 'Ann', timeZone: 'Asia/Shanghai' },
    from,
    to: from + 60_000_000,
  });
  expect(notificationHref(facts)).toMatch(`/people/${ID}/2026-12-02?`);
});

test('a package opens where it can be decided, and where it lies once it is made', () => {
  const about = { evidencePackage: ID, case: { id: ID, title: 'Invoice' }, clip: 'The change' };
  const asked = NotificationFacts.parse({ kind: 'package-asked', by: 'Ann', ...about });
  expect(notificationHref(asked)).toBe(`/cases/${ID}?tab=packages`);
  const made = NotificationFacts.parse({ kind: 'package-made', ...about });
  expect(notificationHref(made)).toBe(`/cases/${ID}/evidence-packages/${ID}`);
});
