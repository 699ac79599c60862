import {
  fillTemplate,
  formatStretch,
  hostOf,
  type Teller,
  tellReason,
  tellServerTimes,
  tellStretch,
  tellTime,
  wordsOf,
} from '@workcompanion/core/evidence/words/tell-finding';
import type { Language } from '@workcompanion/core/evidence/words/words';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import program from '../../package.json' with { type: 'json' };
import { custodySection, handingSection } from './custody-sections.ts';
import { coverageTable, findingsSection, programsTable } from './findings-section.ts';
import type { ReportFacts } from './make-reports.ts';
import { factTable, heading, INK, OUTCOME_COLOURS, PAPER, STYLES } from './report-look.ts';
import { REPORT_WORDS } from './report-words.ts';

export const REPORT_FONT = 'report';

/** What a report says, in the order in which it is read: verdict, question, answer, method, custody. */
export function reportDocument(report: ReportFacts, language: Language): TDocumentDefinitions {
  const words = REPORT_WORDS[language];
  const { manifest } = report.facts;
  const teller = { language, facts: report.facts };
  return {
    info: {
      title: `${words.title} ${manifest.package}`,
      creationDate: new Date(report.at / 1000),
      producer: 'WorkCompanion',
      creator: 'WorkCompanion',
    },
    language,
    pageSize: 'A4',
    pageMargins: [PAPER.margin, 64, PAPER.margin, 58],
    defaultStyle: { font: REPORT_FONT, fontSize: 9, lineHeight: 1.2, color: INK.text },
    styles: STYLES,
    header: {
      margin: [PAPER.margin, 28, PAPER.margin, 0],
      columns: [
        { text: 'WorkCompanion', bold: true, fontSize: 8, color: INK.accent },
        { text: manifest.case.title, fontSize: 8, color: INK.dim, alignment: 'right' },
      ],
    },
    footer: (page, pages) => ({
      margin: [PAPER.margin, 16, PAPER.margin, 0],
      columns: [
        { text: `${words.facts.package} ${manifest.package}`, style: 'foot' },
        { text: fillTemplate(words.page, { page, pages }), style: 'foot', alignment: 'right' },
      ],
    }),
    content: [
      { text: words.title, style: 'title' },
      { text: words.subtitle, style: 'subtitle' },
      outcomePanel(report, language),
      { text: words.nature, style: 'dim', margin: [0, 8, 0, 0] },
      ...askedSection(report, teller),
      heading(words.found),
      coverageTable(report.facts, teller),
      ...programsTable(report.facts, teller),
      ...findingsSection(report.verdict.findings, teller),
      ...methodSection(report, teller),
      ...custodySection(report.facts, teller),
      ...handingSection(language),
    ],
  };
}

/** The verdict as the first thing that is seen. */
function outcomePanel({ verdict: { outcome } }: ReportFacts, language: Language): Content {
  const { title, text } = wordsOf(language).outcomes[outcome];
  const { ink, tint } = OUTCOME_COLOURS[outcome];
  return {
    margin: [0, 14, 0, 0],
    table: {
      widths: [3, '*'],
      body: [
        [
          { text: '', fillColor: ink, border: [false, false, false, false] },
          {
            border: [false, false, false, false],
            fillColor: tint,
            margin: [10, 8, 10, 9],
            stack: [
              { text: title, fontSize: 13, bold: true, color: ink },
              { text, margin: [0, 3, 0, 0] },
            ],
          },
        ],
      ],
    },
    layout: {
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 0,
      paddingBottom: () => 0,
    },
  };
}

function askedSection({ facts, at }: ReportFacts, teller: Teller): Content[] {
  const words = REPORT_WORDS[teller.language];
  const names = wordsOf(teller.language).facts;
  const { manifest, custody } = facts;
  const request = custody.find(({ action }) => action === 'package-requested');
  const withheld = manifest.redaction.withheld.map(
    (one) => `${tellStretch(one, teller)}: ${one.reason}`,
  );
  return [
    heading(words.asked),
    factTable([
      [names.case, manifest.case.title],
      [names.clip, manifest.clip.title],
      [names.person, manifest.person.name],
      [names.time, tellStretch(manifest, teller)],
      [words.facts.clipUtc, formatStretch(manifest.from, manifest.to, 'UTC')],
      ...tellServerTimes(facts, teller),
      ...manifest.devices.map(({ hostname, displays }): [string, string] => [
        names.computers,
        `${hostname}: ${displays.join(', ')}`,
      ]),
      [words.facts.requestedBy, request?.user ?? words.facts.system],
      [words.facts.reason, request === undefined ? '' : tellReason(request, teller)],
      [words.facts.withheld, withheld.join('\n') || words.facts.nothingWithheld],
      [words.facts.package, manifest.package],
      [words.facts.made, tellTime(at, teller)],
    ]),
  ];
}

function methodSection(report: ReportFacts, teller: Teller): Content[] {
  const words = REPORT_WORDS[teller.language];
  const names = wordsOf(teller.language);
  const { facts, verifyPageSha256 } = report;
  const { version } = program;
  return [
    heading(words.method),
    { ol: [...words.methodSteps], margin: [0, 0, 0, 6] },
    factTable([
      [words.facts.software, fillTemplate(words.software, { version, format: facts.manifest.v })],
      [words.facts.verifyPage, verifyPageSha256],
      [names.facts.serverKey, facts.serverKeys.at(-1) ?? ''],
      ...facts.deviceKeys.map(({ device, fingerprint }): [string, string] => [
        fillTemplate(names.facts.deviceKey, { host: hostOf(device, facts) }),
        fingerprint,
      ]),
    ]),
    { text: names.deviceKeyNote, style: 'dim', margin: [0, 4, 0, 0] },
  ];
}
