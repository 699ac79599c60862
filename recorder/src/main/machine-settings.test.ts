import { expect, test } from 'vitest';
import { parseRegistry } from './machine-settings.ts';

test('reads what the installer wrote', () => {
  const text = [
    '',
    'HKEY_LOCAL_MACHINE\\Software\\WorkCompanion\\Recorder',
    '    InstallDir    REG_SZ    C:\\Program Files\\WorkCompanion Recorder\\',
    '    ServerUrl    REG_SZ    https://portal.example',
    '    EnrollToken    REG_SZ    abc-123',
    '',
  ].join('\r\n');
  expect(parseRegistry(text)).toEqual({
    serverUrl: 'https://portal.example',
    enrolToken: 'abc-123',
  });
});

test('takes an emptied value for none', () => {
  const text =
    '    ServerUrl    REG_SZ    https://portal.example\r\n    EnrollToken    REG_SZ    \r\n';
  expect(parseRegistry(text).enrolToken).toBeNull();
});
