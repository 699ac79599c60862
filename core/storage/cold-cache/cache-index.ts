/** What is cached, the least recently used first, and how much room there is. */
export class CacheIndex {
  readonly #capacity: number;
  readonly #sizes = new Map<string, number>();
  /** Kept for what is on its way. */
  #reservedBytes = 0;
  #storedBytes = 0;

  constructor(capacityBytes: number) {
    this.#capacity = capacityBytes;
  }

  get storedBytes(): number {
    return this.#storedBytes;
  }

  get count(): number {
    return this.#sizes.size;
  }

  keys(): Iterable<string> {
    return this.#sizes.keys();
  }

  has(key: string): boolean {
    return this.#sizes.has(key);
  }

  /** As the most recently used. */
  add(key: string, size: number): void {
    this.remove(key);
    this.#sizes.set(key, size);
    this.#storedBytes += size;
  }

  touch(key: string): void {
    const size = this.#sizes.get(key);
    if (size !== undefined) this.add(key, size);
  }

  remove(key: string): void {
    this.#storedBytes -= this.#sizes.get(key) ?? 0;
    this.#sizes.delete(key);
  }

  /** Gives back what was reserved. */
  unreserve(bytes: number): void {
    this.#reservedBytes -= bytes;
  }

  /**
   * Reserves room, and says what must be deleted for it (which is out of the index already); null when
   * there can't be so much, since the rest is being read.
   */
  reserve(bytes: number, isRead: (key: string) => boolean): readonly string[] | null {
    let lacking = this.#storedBytes + this.#reservedBytes + bytes - this.#capacity;
    const victims: string[] = [];
    for (const [key, size] of this.#sizes) {
      if (lacking <= 0) break;
      if (isRead(key)) continue;
      victims.push(key);
      lacking -= size;
    }
    if (lacking > 0) return null;
    for (const key of victims) this.remove(key);
    this.#reservedBytes += bytes;
    return victims;
  }
}
