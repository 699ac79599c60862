import { addNativeVideos } from '@workcompanion/core/evidence/testing/native-video';
import { draftPackage, prepareScene } from '@workcompanion/core/evidence/testing/package-draft';
import { sealDraft } from '@workcompanion/core/evidence/testing/seal-draft';
import { verdictOf } from '@workcompanion/core/evidence/testing/verdict-of';
import { tellFinding } from '@workcompanion/core/evidence/words/tell-finding';
import { beforeAll, describe, expect, it } from 'vitest';
import { findFont } from './find-font.ts';
import { makeReports, type ReportFacts } from './make-reports.ts';
import { reportDocument } from './report-document.ts';

let report: ReportFacts;

beforeAll(async () => {
  const { scene, server } = await prepareScene();
  const draft = await draftPackage(scene, server);
  await addNativeVideos(draft);
  const verdict = await verdictOf(await sealDraft(draft));
  if (verdict.facts === null) throw new Error('the package can not be read');
  report = { verdict, facts: verdict.facts, at: 0, verifyPageSha256: 'ab'.repeat(32) };
});

describe('the report of a package', { timeout: 60_000 }, () => {
  it('is the same to the byte when it is made again, with its fonts inside', async () => {
    const font = await findFont('Noto Sans CJK SC');
    const [first, second] = [await makeReports(font, report), await makeReports(font, report)];
    expect(first.map(({ language }) => language)).toEqual(['en', 'zh-CN']);
    for (const [at, { pdf }] of first.entries()) {
      expect(pdf.equals(second[at]?.pdf ?? Buffer.alloc(0))).toBe(true);
      const text = pdf.toString('latin1');
      expect(text).toMatch(/^%PDF-1\./);
      // A subset of each cut of the font, and no font that a reader would have to have.
      expect(text.match(/\/FontFile\d?\b/g)).toHaveLength(2);
      expect(text).not.toContain('/Helvetica');
    }
  });

  it.each(['en', 'zh-CN'] as const)(
    'tells each finding, its code and what names the keys (%s)',
    (language) => {
      const text = textOf(reportDocument(report, language).content);
      const teller = { language, facts: report.facts };
      for (const one of report.verdict.findings) {
        expect(text).toContain(tellFinding(one, teller));
        expect(text).toContain(one.code);
      }
      const { serverKeys, deviceKeys, manifest } = report.facts;
      const named = [...serverKeys, ...deviceKeys.map(({ fingerprint }) => fingerprint)];
      for (const word of [
        ...named,
        report.verifyPageSha256,
        manifest.person.name,
        manifest.package,
      ]) {
        expect(text).toContain(word);
      }
    },
  );
});

function textOf(content: unknown): string {
  if (typeof content === 'string') return `${content}\n`;
  if (typeof content !== 'object' || content === null) return '';
  return Object.values(content).map(textOf).join('');
}
