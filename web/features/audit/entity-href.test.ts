import { expect, test } from 'vitest';
import { entityHref } from './entity-href.ts';

test('leads to the page of a thing, for whoever may open it', () => {
  const device = { entityType: 'device', entityId: '7' };
  expect(entityHref(device, ['audit', 'devices'])).toBe('/devices?device=7');
  expect(entityHref(device, ['audit'])).toBeNull();
  expect(entityHref({ entityType: 'person', entityId: '7' }, ['audit'])).toBe('/people/7');
});

test('leads from an account to what it watched, for who keeps no accounts', () => {
  const user = { entityType: 'user', entityId: '7' };
  expect(entityHref(user, ['audit'])).toBe('/views?user=7');
  expect(entityHref(user, ['audit', 'users'])).toBe('/users?user=7');
});

test('has no page of what has none', () => {
  expect(entityHref({ entityType: 'store', entityId: 'hot' }, ['audit'])).toBeNull();
});
