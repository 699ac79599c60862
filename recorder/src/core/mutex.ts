/** Runs async steps one after the other, in the order asked for. A step that fails stops no other. */
export class Mutex {
  #work: Promise<unknown> = Promise.resolve();

  run<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#work.then(step);
    this.#work = result.catch(() => {});
    return result;
  }
}
