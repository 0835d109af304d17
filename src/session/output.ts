const keptAtEachEnd = 4 * 1024 * 1024;

/** What a program printed, within bounds: of an endless output the beginning and the end are kept. */
export class Output {
  readonly #head = new Ring(keptAtEachEnd);
  readonly #tail = new Ring(keptAtEachEnd);

  /** Copies the bytes: a few of them must not keep the large buffer alive that they came in. */
  add(bytes: Buffer): void {
    const first = bytes.subarray(0, this.#head.room);
    this.#head.add(first);
    this.#tail.add(bytes.subarray(first.length));
  }

  /** Bytes that were not kept. */
  get dropped(): number {
    return this.#tail.dropped;
  }

  get text(): string {
    const gap = this.dropped === 0 ? [] : [Buffer.from(`\n[${this.dropped} bytes left out]\n`)];
    return Buffer.concat([...this.#head.parts, ...gap, ...this.#tail.parts]).toString('utf8');
  }
}

/** The last bytes of all that were added, in memory that grows with them up to a limit. */
class Ring {
  readonly #limit: number;
  #bytes = Buffer.alloc(0);
  /** Where the next byte goes. */
  #at = 0;
  #isFull = false;
  dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many more bytes can be kept without dropping one. */
  get room(): number {
    return this.#isFull ? 0 : this.#limit - this.#at;
  }

  get parts(): readonly Buffer[] {
    const newest = this.#bytes.subarray(0, this.#at);
    return this.#isFull ? [this.#bytes.subarray(this.#at), newest] : [newest];
  }

  add(bytes: Buffer): void {
    this.dropped += Math.max(0, bytes.length - this.room);
    const kept = bytes.subarray(-this.#limit);
    this.#grow(kept.length);
    const straight = kept.subarray(0, this.#bytes.length - this.#at);
    straight.copy(this.#bytes, this.#at);
    const around = kept.subarray(straight.length);
    around.copy(this.#bytes, 0);
    this.#isFull ||= this.#at + kept.length >= this.#limit;
    this.#at = around.length > 0 ? around.length : (this.#at + straight.length) % this.#limit;
  }

  #grow(by: number): void {
    const needed = Math.min(this.#limit, this.#at + by);
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.min(this.#limit, Math.max(needed, 2 * this.#bytes.length)));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}
