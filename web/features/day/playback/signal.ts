/** A list of listeners. Cheaper than React state for what happens with every frame. */
export class Signal<Args extends readonly unknown[]> {
  readonly #listeners = new Set<(...args: Args) => void>();

  /** Returns what ends it. */
  readonly listen = (listener: (...args: Args) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  emit(...args: Args): void {
    for (const listener of this.#listeners) listener(...args);
  }
}
