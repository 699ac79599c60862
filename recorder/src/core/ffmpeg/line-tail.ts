const MOST_LINES = 20;
const MOST_CHARACTERS = 400;

/** The last lines that a program wrote: enough to say why it failed, never more. */
export class LineTail {
  readonly #lines: string[] = [];

  push(line: string): void {
    this.#lines.push(line.slice(0, MOST_CHARACTERS));
    if (this.#lines.length > MOST_LINES) this.#lines.shift();
  }

  toString(): string {
    return this.#lines.join('\n');
  }
}
