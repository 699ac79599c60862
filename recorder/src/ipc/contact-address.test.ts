import { expect, test } from 'vitest';
import { contactAddress } from './contact-address.ts';

test.each([
  ['Ada Meier, privacy@portal.example', 'mailto:privacy@portal.example'],
  ['https://intra.example/privacy', 'https://intra.example/privacy'],
  ['Works council, room 4', null],
  ['javascript:alert(1)', null],
  [undefined, null],
])('%s is opened as %s', (contact, address) => {
  expect(contactAddress(contact)).toBe(address);
});
