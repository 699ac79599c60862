import { writeFile } from 'node:fs/promises';

type Outcome = 'works' | 'fails' | 'not tried';

export interface CheckedStep {
  readonly name: string;
  readonly outcome: Outcome;
  /** Figures, or why not. */
  readonly said: string;
  readonly picture?: Buffer | null;
}

interface LogPart {
  readonly name: string;
  readonly text: string;
}

/** What was found, as one page that shows everything by itself: it can be read before it is given away. */
export class CheckReport {
  readonly #file: string;
  readonly #facts: (readonly [string, string])[] = [];
  readonly #steps: CheckedStep[] = [];
  readonly #logs: LogPart[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  fact(name: string, value: string): void {
    this.#facts.push([name, value]);
  }

  log(name: string, text: string): void {
    this.#logs.push({ name, text });
  }

  /** Written after each step, since one of them may take the machine down. */
  async step(step: CheckedStep): Promise<void> {
    this.#steps.push(step);
    process.stdout.write(`${step.outcome.padEnd(9)}  ${step.name}: ${step.said}\n`);
    await this.save();
  }

  async save(): Promise<void> {
    await writeFile(this.#file, this.#page());
  }

  get #counts(): string {
    const count = (wanted: Outcome) =>
      `${this.#steps.filter(({ outcome }) => outcome === wanted).length} ${wanted}`;
    return [count('works'), count('fails'), count('not tried')].join(', ');
  }

  #page(): string {
    const facts = this.#facts.map(([name, value]) => row([name, value]));
    const steps = this.#steps.map(({ name, outcome, said, picture = null }) =>
      row([name, outcome, said], picture === null ? '' : image(picture)),
    );
    const logs = this.#logs.map(
      ({ name, text }) =>
        `<details><summary>${escaped(name)}</summary><pre>${escaped(text)}</pre></details>`,
    );
    return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>WorkCompanion Recorder: check</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
td { border-bottom: 1px solid #8885; padding: .4rem .8rem .4rem 0; vertical-align: top; }
img { display: block; max-width: 24rem; margin-top: .4rem; border: 1px solid #8885; }
pre { overflow: auto; }
</style>
<h1>WorkCompanion Recorder: check</h1>
<p>${this.#counts}</p>
<table>${facts.join('\n')}</table>
<table>${steps.join('\n')}</table>
${logs.join('\n')}
</html>
`;
  }
}

function row(cells: readonly string[], more = ''): string {
  const last = cells.length - 1;
  const inside = cells.map(
    (cell, index) => `<td>${escaped(cell)}${index === last ? more : ''}</td>`,
  );
  return `<tr>${inside.join('')}</tr>`;
}

function image(picture: Buffer): string {
  return `<img alt="" src="data:image/png;base64,${picture.toString('base64')}">`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
