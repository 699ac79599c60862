import type { PackageFacts } from '@workcompanion/core/evidence/verdict';
import {
  type Teller,
  tellReason,
  tellTime,
  wordsOf,
} from '@workcompanion/core/evidence/words/tell-finding';
import type { Language } from '@workcompanion/core/evidence/words/words';
import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js';
import { heading, INK, RULED } from './report-look.ts';
import { REPORT_WORDS } from './report-words.ts';

/** Who chose, asked for, approved and made the package. */
export function custodySection({ custody }: PackageFacts, teller: Teller): Content[] {
  if (custody.length === 0) return [];
  const words = REPORT_WORDS[teller.language];
  const { columns } = words;
  return [
    heading(words.custody),
    { text: words.custodyText, style: 'dim', margin: [0, 0, 0, 3] },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [128, 130, 90, '*'],
        body: [
          [columns.time, columns.who, columns.what, columns.remark].map(titleCell),
          ...custody.map((step) => [
            { text: tellTime(step.at, teller) },
            { text: step.user ?? words.facts.system },
            {
              text: `${wordsOf(teller.language).custody[step.action]}${step.isCommitted ? ' ✓' : ''}`,
            },
            { text: tellReason(step, teller) },
          ]),
        ],
      },
      layout: RULED,
    },
  ];
}

/** Lines that are left to be written on. */
const HANDINGS = 6;
const HANDING_HEIGHT = 40;

/** A page to be filled in by hand: what was received, and who had it when. */
export function handingSection(language: Language): Content[] {
  const words = REPORT_WORDS[language];
  const { form, columns } = words;
  const numbers = Array.from({ length: HANDINGS }, (_, at) => String(at + 1));
  return [
    heading(words.handing, { onNewPage: true }),
    { text: words.handingText, style: 'dim', margin: [0, 0, 0, 6] },
    blankFields([form.file, form.digest, form.medium]),
    {
      margin: [0, 12, 0, 0],
      table: {
        headerRows: 1,
        widths: [22, 84, '*', '*', 92],
        heights: (row) => (row === 0 ? 'auto' : HANDING_HEIGHT),
        body: [
          [columns.number, columns.time, columns.from, columns.to, columns.why].map(titleCell),
          ...numbers.map((number) => [{ text: number, color: INK.dim }, '', '', '', '']),
        ],
      },
      layout: BOXED,
    },
    { text: words.signature, style: 'chapter', margin: [0, 16, 0, 4] },
    blankFields([form.examiner, form.function, form.place, form.signature]),
  ];
}

function titleCell(text: string): TableCell {
  return { text, style: 'column' };
}

const FIELD_HEIGHT = 22;

/** Names, each with a line to write on. */
function blankFields(names: readonly string[]): Content {
  return {
    table: {
      widths: [170, '*'],
      heights: FIELD_HEIGHT,
      body: names.map((name) => [{ text: name, color: INK.dim, margin: [0, 8, 0, 0] }, '']),
    },
    layout: { ...RULED, hLineWidth: (row) => (row === 0 ? 0 : 0.5), hLineColor: () => INK.dim },
  };
}

const BOXED: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => INK.rule,
  vLineColor: () => INK.rule,
  paddingLeft: () => 5,
  paddingRight: () => 5,
  paddingTop: () => 4,
  paddingBottom: () => 4,
};
