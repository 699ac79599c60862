import { expect, test } from 'vitest';
import { serverOrigin } from './connect-server.ts';

test.each([
  ['https://portal.example/', 'https://portal.example'],
  ['https://portal.example:8443/path', 'https://portal.example:8443'],
  ['http://localhost:3000', 'http://localhost:3000'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['http://[::1]:3000', 'http://[::1]:3000'],
])('takes %s', (address, origin) => {
  expect(serverOrigin(address)).toBe(origin);
});

test.each([
  'http://portal.example',
  'http://10.0.0.1',
  'http://127.0.0.1.example',
  'http://localhost.example',
  'ftp://portal.example',
  'portal.example',
])('refuses %s', (address) => {
  expect(() => serverOrigin(address)).toThrow(/address/);
});
