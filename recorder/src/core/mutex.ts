/** Runs async steps one after the other, in the order of the calls. A failed step does not stop the next. */
export class Mutex {
  #work: Promise<unknown> = Promise.resolve();

  run<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#work.then(step);
    this.#work = result.catch(() => {});
    return result;
  }
}
