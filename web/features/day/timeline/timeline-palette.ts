import type { GapTone } from '../words/gap-tone.ts';

export interface TimelinePalette {
  readonly span: string;
  readonly spanEdge: string;
  readonly lane: string;
  readonly future: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly dim: string;
  readonly faint: string;
  readonly accent: string;
  readonly gap: Readonly<Record<GapTone, { readonly text: string; readonly soft: string }>>;
  readonly font: string;
  readonly mono: string;
}

/** The stylesheet's colours of the scheme in force, for the canvas. */
export function readTimelinePalette(): TimelinePalette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--wc-${name}`).trim();
  const gap = (tone: GapTone) => ({ text: read(tone), soft: read(`${tone}-soft`) });
  return {
    span: read('span'),
    spanEdge: read('span-edge'),
    lane: read('lane'),
    future: read('canvas'),
    line: read('line'),
    lineStrong: read('line-strong'),
    dim: read('dim'),
    faint: read('faint'),
    accent: read('accent'),
    gap: { neutral: gap('neutral'), private: gap('private'), bad: gap('bad') },
    font: read('font'),
    mono: read('mono'),
  };
}
