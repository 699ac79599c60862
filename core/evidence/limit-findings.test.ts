import { expect, it } from 'vitest';
import { ABOUT_PACKAGE, aboutFile, finding, limitFindings } from './finding.ts';

it('tells fifty of a code, and on the last of them how many more there are', () => {
  const many = Array.from({ length: 60 }, (_, at) =>
    finding('file-changed', aboutFile(`${at}.ts`)),
  );
  const seal = finding('seal-valid', ABOUT_PACKAGE);
  const told = limitFindings([...many, seal]);
  expect(told).toHaveLength(51);
  expect(told[48]?.params).toEqual({});
  expect(told[49]?.params).toEqual({ more: 10 });
  expect(told[50]).toEqual(seal);
});
