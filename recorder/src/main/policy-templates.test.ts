import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { policyTemplates } from '../../installer/group-policy/policy-templates.ts';
import { MACHINE_SETTINGS } from './machine-settings.ts';

const templates = policyTemplates();
const admx = templates.get('WorkCompanion.admx') ?? '';
const languages = [...templates].filter(([path]) => path.endsWith('.adml'));

function all(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set([...text.matchAll(pattern)].map(([, found]) => found ?? ''));
}

describe('the group policy templates', () => {
  test('have a rule for each setting, which writes its value below the policies’ key', () => {
    const rules = all(
      admx,
      /<policy name="(\w+)" class="Machine" key="Software\\Policies\\WorkCompanion\\Recorder"/g,
    );
    expect(rules).toEqual(new Set(Object.keys(MACHINE_SETTINGS)));
    expect(all(admx, /valueName="(\w+)"/g)).toEqual(rules);
  });

  test.each(languages)(
    '%s has each text and each field that the rules name, and no other',
    (_, adml) => {
      expect(all(adml, /<string id="(\w+)"/g)).toEqual(all(admx, /\$\(string\.(\w+)\)/g));
      expect(all(adml, /<presentation id="(\w+)"/g)).toEqual(
        all(admx, /\$\(presentation\.(\w+)\)/g),
      );
      expect(all(adml, /refId="(\w+)"/g)).toEqual(all(admx, / id="(\w+)"/g));
      expect(adml).not.toMatch(/>\s*<\/(?:string|label)>/);
    },
  );

  test('name what the update service reads', async () => {
    const source = await readFile(
      join(import.meta.dirname, '../../installer/updater/policy.c'),
      'utf8',
    );
    const read = all(source, /read_number\(L"(\w+)"/g);
    expect(read).toEqual(new Set(['Updates', 'UpdateHealthSeconds']));
    expect(Object.keys(MACHINE_SETTINGS)).toEqual(expect.arrayContaining([...read]));
  });

  test.each([...templates])('%s closes what it opens', (_, xml) => {
    const open: string[] = [];
    for (const [tag, end, name = '', whole] of xml.matchAll(/<(\/?)(\w+)[^<>]*?(\/?)>/g)) {
      if (end === '/') expect(open.pop(), tag).toBe(name);
      else if (whole !== '/') open.push(name);
    }
    expect(open).toEqual([]);
    expect(xml.replaceAll(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
  });
});
