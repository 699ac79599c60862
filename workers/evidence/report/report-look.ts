import type { FindingStatus } from '@workcompanion/core/evidence/finding-codes';
import type { Outcome } from '@workcompanion/core/evidence/verdict';
import type { Content, CustomTableLayout, StyleDictionary } from 'pdfmake/interfaces.js';

/** In points. */
export const PAPER = { margin: 56 } as const;

export const INK = {
  text: '#1c2430',
  dim: '#5b6675',
  rule: '#d5dae1',
  accent: '#1f4e8c',
} as const;

/** They stay apart when printed in grey: each has a sign beside it. */
export const OUTCOME_COLOURS = {
  proven: { ink: '#1a6b3c', tint: '#e9f5ee' },
  broken: { ink: '#a3211b', tint: '#fbebea' },
  unproven: { ink: '#855a00', tint: '#fbf3e0' },
  consistent: { ink: '#1f4e8c', tint: '#eaf1fa' },
} as const satisfies Record<Outcome, { readonly ink: string; readonly tint: string }>;

export const STATUS_LOOKS = {
  proven: { sign: '✓', ink: OUTCOME_COLOURS.proven.ink },
  broken: { sign: '×', ink: OUTCOME_COLOURS.broken.ink },
  unproven: { sign: '?', ink: OUTCOME_COLOURS.unproven.ink },
  open: { sign: '!', ink: OUTCOME_COLOURS.consistent.ink },
  note: { sign: '·', ink: INK.dim },
} as const satisfies Record<FindingStatus, { readonly sign: string; readonly ink: string }>;

export const STYLES: StyleDictionary = {
  title: { fontSize: 21, bold: true, lineHeight: 1.1 },
  subtitle: { fontSize: 10.5, color: INK.dim, margin: [0, 2, 0, 0] },
  heading: { fontSize: 13, bold: true, margin: [0, 18, 0, 5] },
  chapter: { fontSize: 10, bold: true, color: INK.accent, margin: [0, 8, 0, 2] },
  dim: { fontSize: 8, color: INK.dim },
  column: { fontSize: 8, bold: true, color: INK.dim },
  foot: { fontSize: 7.5, color: INK.dim },
};

/** Thin rules between the rows and nothing else. */
export const RULED: CustomTableLayout = {
  hLineWidth: (row, { table }) => (row === 0 || row === table.body.length ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => INK.rule,
  paddingLeft: (column) => (column === 0 ? 0 : 6),
  paddingRight: () => 6,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

export function heading(text: string, { onNewPage } = { onNewPage: false }): Content {
  return { text, style: 'heading', headlineLevel: 1, ...(onNewPage && { pageBreak: 'before' }) };
}

/** Has to stay in one line, so that it can be compared at a glance. */
const DIGEST = /^[0-9a-f]{64}$/;

/** Names and values, one below the other. */
export function factTable(
  rows: readonly (readonly [name: string, value: string])[],
  nameWidth = 150,
): Content {
  return {
    table: {
      widths: [nameWidth, '*'],
      dontBreakRows: true,
      body: rows.map(([name, value]) => [
        { text: name, color: INK.dim },
        { text: value, fontSize: DIGEST.test(value) ? 7.5 : 9 },
      ]),
    },
    layout: RULED,
  };
}
