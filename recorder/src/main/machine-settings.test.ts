import { expect, test } from 'vitest';
import { parseRegistry } from './machine-settings.ts';

test('reads what the installer wrote, and nothing that is no setting', () => {
  const text = [
    '',
    'HKEY_LOCAL_MACHINE\\Software\\WorkCompanion\\Recorder',
    '    InstallDir    REG_SZ    C:\\Program Files\\WorkCompanion Recorder\\',
    '    ServerUrl    REG_SZ    https://portal.example',
    '    EnrollToken    REG_SZ    abc-123',
    '',
  ].join('\r\n');
  expect(parseRegistry(text)).toEqual({
    ServerUrl: 'https://portal.example',
    EnrollToken: 'abc-123',
  });
});

test('reads what a group policy wrote: numbers, and texts with variables', () => {
  const text = [
    'HKEY_LOCAL_MACHINE\\Software\\Policies\\WorkCompanion\\Recorder',
    '    DataFolder    REG_EXPAND_SZ    D:\\Recordings\\%USERNAME%',
    '    UpdateHealthSeconds    REG_DWORD    0x384',
  ].join('\r\n');
  expect(parseRegistry(text)).toEqual({
    DataFolder: 'D:\\Recordings\\%USERNAME%',
    UpdateHealthSeconds: '900',
  });
});

test('takes an emptied value for none', () => {
  const text =
    '    ServerUrl    REG_SZ    https://portal.example\r\n    EnrollToken    REG_SZ    \r\n';
  expect(parseRegistry(text)).toEqual({ ServerUrl: 'https://portal.example' });
});
