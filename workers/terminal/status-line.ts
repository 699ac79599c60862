/** As much of a terminal as is needed: `process.stderr` is one. */
export interface Terminal {
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEAR = '\r\u001B[2K';
const DEFAULT_COLUMNS = 80;

/** The last line of a terminal, rewritten in place. What else is written goes above it. */
export class StatusLine {
  readonly #terminal: Terminal;
  #shown = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(text: string): void {
    // A line that wraps could not be cleared.
    const columns = (this.#terminal.columns ?? DEFAULT_COLUMNS) - 1;
    this.#shown = text.length > columns ? `${text.slice(0, columns - 1)}…` : text;
    this.#terminal.write(CLEAR + this.#shown);
  }

  /** Writes something that stays, with its line break. */
  above(write: () => void): void {
    if (this.#shown === '') {
      write();
      return;
    }
    this.#terminal.write(CLEAR);
    write();
    this.#terminal.write(this.#shown);
  }

  /** Leaves the line as it is, and the next writer a new one. */
  end(): void {
    if (this.#shown !== '') this.#terminal.write('\n');
    this.#shown = '';
  }
}
