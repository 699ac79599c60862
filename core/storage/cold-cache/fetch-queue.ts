/** One who waits for a place; wanted by one viewer or by many. */
export class Ticket {
  readonly #place = Promise.withResolvers<void>();
  isOver = false;

  get granted(): Promise<void> {
    return this.#place.promise;
  }

  grant(): void {
    this.isOver = true;
    this.#place.resolve();
  }

  giveUp(reason: unknown): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#place.reject(reason);
  }
}

/**
 * A limited number of places, given out fairly: viewers take turns, however much one of them has
 * asked for; what several wait for comes with the first of them whose turn it is.
 */
export class FetchQueue {
  #free: number;
  /** In the order of their turns; each list in the order of asking. */
  readonly #waiting = new Map<string, Ticket[]>();

  constructor(places: number) {
    this.#free = places;
  }

  get hasFree(): boolean {
    return this.#free > 0;
  }

  /** `granted` of the ticket resolves when there is a place; whoever got one calls `leave`. */
  enter(ticket: Ticket, viewer: string): void {
    this.join(ticket, viewer);
    this.#next();
  }

  /** A further viewer wants it too. */
  join(ticket: Ticket, viewer: string): void {
    if (ticket.isOver) return;
    const list = this.#waiting.get(viewer) ?? [];
    if (!list.includes(ticket)) list.push(ticket);
    this.#waiting.set(viewer, list);
  }

  leave(): void {
    this.#free += 1;
    this.#next();
  }

  #next(): void {
    while (this.#free > 0) {
      const ticket = this.#take();
      if (ticket === null) return;
      this.#free -= 1;
      ticket.grant();
    }
  }

  #take(): Ticket | null {
    for (const [viewer, list] of this.#waiting) {
      this.#waiting.delete(viewer);
      const waiting = list.filter(({ isOver }) => !isOver);
      const [first, ...rest] = waiting;
      if (rest.length > 0) this.#waiting.set(viewer, rest);
      if (first !== undefined) return first;
    }
    return null;
  }
}
