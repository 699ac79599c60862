import type { CoveragePiece } from '@workcompanion/core/evidence/check-coverage';
import type { Finding } from '@workcompanion/core/evidence/finding';
import { FINDING_GROUPS, groupOf } from '@workcompanion/core/evidence/finding-codes';
import type { PackageFacts } from '@workcompanion/core/evidence/verdict';
import {
  fillTemplate,
  hostOf,
  type Teller,
  tellFinding,
  tellPlace,
  tellUse,
  wordsOf,
} from '@workcompanion/core/evidence/words/tell-finding';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { factTable, heading, INK, RULED, STATUS_LOOKS } from './report-look.ts';
import { REPORT_WORDS } from './report-words.ts';

const PIECES: readonly CoveragePiece['kind'][] = [
  'footage',
  'gap',
  'withheld',
  'absent',
  'broken',
  'hole',
];

/** How long each display shows footage, and how long it does not, by the reason. */
export function coverageTable(facts: PackageFacts, { language }: Teller): Content {
  const words = REPORT_WORDS[language];
  const { lanes } = facts;
  const shown = PIECES.filter(
    (kind) => kind === 'footage' || lanes.some(({ pieces }) => lengthOf(pieces, kind) > 0),
  );
  return {
    table: {
      headerRows: 1,
      widths: ['*', ...shown.map(() => 'auto' as const)],
      body: [
        [words.columns.display, ...shown.map((kind) => words.pieces[kind])].map(columnTitle),
        ...lanes.map(({ device, display, pieces }): TableCell[] => [
          { text: `${hostOf(device, facts)} · ${display}` },
          ...shown.map((kind) => ({
            text: tellLength(lengthOf(pieces, kind)),
            alignment: 'right' as const,
          })),
        ]),
      ],
    },
    layout: RULED,
  };
}

/** A report is read by people: a day of programs is in the page and the package. */
const MOST_PROGRAMS = 60;
/** In points: a time and its zone in one line. */
const STRETCH_WIDTH = 215;

/** Which programs were in front, as the computers have signed it. */
export function programsTable({ uses }: PackageFacts, teller: Teller): Content[] {
  if (uses.length === 0) return [];
  const words = wordsOf(teller.language);
  const rows = uses.slice(0, MOST_PROGRAMS).map((use) => tellUse(use, teller));
  const more = uses.length - rows.length;
  return [
    { text: words.programs.title, style: 'chapter' },
    factTable(rows, STRETCH_WIDTH),
    more === 0 ? '' : { text: fillTemplate(words.more, { more }), style: 'dim' },
  ];
}

function lengthOf(pieces: readonly CoveragePiece[], wanted: CoveragePiece['kind']): number {
  return pieces
    .filter(({ kind }) => kind === wanted)
    .reduce((sum, { from, to }) => sum + to - from, 0);
}

/** As `1:02:03.4`: hours, minutes, seconds. */
function tellLength(micros: number): string {
  const tenths = Math.round(micros / 100_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(tenths / 10);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours}:${two(minutes)}:${two(seconds % 60)}.${tenths % 10}`;
}

function columnTitle(text: string, column: number): TableCell {
  return { text, style: 'column', alignment: column === 0 ? 'left' : 'right' };
}

const WEIGHT = { broken: 0, unproven: 1, open: 2, proven: 3, note: 4 } as const;

/** Every finding by chapter: what is broken comes first, then what is not proven. */
export function findingsSection(findings: readonly Finding[], teller: Teller): Content[] {
  const words = REPORT_WORDS[teller.language];
  const chapters = FINDING_GROUPS.flatMap((group): Content[] => {
    const own = findings
      .filter(({ code }) => groupOf(code) === group)
      .toSorted((a, b) => WEIGHT[a.status] - WEIGHT[b.status]);
    if (own.length === 0) return [];
    return [
      {
        table: {
          headerRows: 1,
          // A title without a finding below it would stand alone at the end of a page.
          keepWithHeaderRows: 1,
          widths: [10, '*'],
          dontBreakRows: true,
          body: [
            [{ text: wordsOf(teller.language).groups[group], style: 'chapter', colSpan: 2 }, ''],
            ...own.map((one) => findingRow(one, teller)),
          ],
        },
        layout: RULED,
      },
    ];
  });
  return [
    heading(words.findings),
    { text: words.findingsText, style: 'dim' },
    legend(teller),
    ...chapters,
  ];
}

/** What each sign means, in a line. */
function legend({ language }: Teller): Content {
  const { statuses } = wordsOf(language);
  return {
    margin: [0, 5, 0, 0],
    text: (['proven', 'broken', 'unproven', 'open', 'note'] as const).flatMap((status) => [
      { text: `${STATUS_LOOKS[status].sign} `, bold: true, color: STATUS_LOOKS[status].ink },
      { text: `${statuses[status]}      `, fontSize: 8, color: INK.dim },
    ]),
  };
}

function findingRow(one: Finding, teller: Teller): TableCell[] {
  const { sign, ink } = STATUS_LOOKS[one.status];
  const place = tellPlace(one, teller);
  return [
    { text: sign, bold: true, color: ink, alignment: 'center' },
    {
      stack: [
        { text: tellFinding(one, teller) },
        { text: place === '' ? one.code : `${place}   ${one.code}`, fontSize: 7, color: INK.dim },
      ],
    },
  ];
}
