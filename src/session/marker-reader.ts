/** What is read between two markers. */
export interface Section {
  readonly bytes: (part: Buffer) => void;
  /** A newline came that is the section's or the marker's: either way a line is complete. */
  readonly lineEnd: () => void;
  /** `rest` is what stood on the marker's line behind the token. */
  readonly end: (rest: string) => void;
}

/**
 * Cuts one stream at marker lines (a newline, the token of the section, what follows it, a newline). Sections are
 * expected in the order in which they were announced; what comes while none is expected is noise and dropped.
 */
export class MarkerReader {
  readonly #expected: { readonly marker: Buffer; readonly section: Section }[] = [];
  #pending: Buffer = Buffer.alloc(0);

  expect(token: string, section: Section): void {
    this.#expected.push({ marker: Buffer.from(`\n${token}`), section });
    this.#read();
  }

  add(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    this.#read();
  }

  #read(): void {
    for (;;) {
      const [next] = this.#expected;
      if (next === undefined) {
        this.#pending = Buffer.alloc(0);
        return;
      }
      if (!this.#finish(next.marker, next.section)) return;
      this.#expected.shift();
    }
  }

  #finish(marker: Buffer, section: Section): boolean {
    const at = this.#pending.indexOf(marker);
    if (at < 0) {
      this.#releaseSurely(marker, section);
      return false;
    }
    this.#release(at, section);
    section.lineEnd();
    const lineEnd = this.#pending.indexOf('\n', marker.length);
    if (lineEnd < 0) return false;
    section.end(this.#pending.subarray(marker.length, lineEnd).toString('utf8').trim());
    this.#pending = this.#pending.subarray(lineEnd + 1);
    return true;
  }

  /** Gives out all but an end that may be the beginning of the marker. */
  #releaseSurely(marker: Buffer, section: Section): void {
    const last = this.#pending.lastIndexOf('\n');
    const tail = last < 0 ? undefined : this.#pending.subarray(last);
    const mayBeMarker = tail !== undefined && marker.subarray(0, tail.length).equals(tail);
    this.#release(mayBeMarker ? last : this.#pending.length, section);
    if (mayBeMarker) section.lineEnd();
  }

  #release(count: number, section: Section): void {
    if (count <= 0) return;
    section.bytes(this.#pending.subarray(0, count));
    this.#pending = this.#pending.subarray(count);
  }
}
