import type { PackageFacts, Verdict } from '@workcompanion/core/evidence/verdict';
import type { Language } from '@workcompanion/core/evidence/words/words';
import pdfmake from 'pdfmake';
import type { FontFile, ReportFont } from './find-font.ts';
import { REPORT_FONT, reportDocument } from './report-document.ts';

export interface ReportFacts {
  readonly verdict: Verdict;
  readonly facts: PackageFacts;
  /** UTC µs: when the package was made; the date of the report too. */
  readonly at: number;
  /** SHA-256 of the page that lies in the package, hex. */
  readonly verifyPageSha256: string;
}

export interface MadeReport {
  readonly language: Language;
  readonly pdf: Buffer;
}

const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];

/** The examiner's report in each language; the same facts make the same bytes. */
export async function makeReports(font: ReportFont, facts: ReportFacts): Promise<MadeReport[]> {
  pdfmake.setFonts({
    [REPORT_FONT]: { normal: asFontSource(font.normal), bold: asFontSource(font.bold) },
  });
  // Nothing in a report comes from elsewhere: names in a package must not make it read files.
  const fontFiles = [font.normal, font.bold].flat();
  pdfmake.setLocalAccessPolicy((path) => fontFiles.includes(path));
  pdfmake.setUrlAccessPolicy(() => false);
  const made: MadeReport[] = [];
  for (const language of LANGUAGES) {
    const pdf = await pdfmake.createPdf(reportDocument(facts, language)).getBuffer();
    made.push({ language, pdf });
  }
  return made;
}

/** Safe: pdfmake also takes a file and the name of a font in it, which its types don't know. */
function asFontSource(file: FontFile): string {
  return file as string;
}
