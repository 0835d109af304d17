import { StringDecoder } from 'node:string_decoder';

const keptAtEachEnd = 4 * 1024 * 1024;

/** What a program printed, within bounds: of an endless output the beginning and the end are kept. */
export class Output {
  readonly #head: Buffer[] = [];
  #tail: Buffer[] = [];
  #headBytes = 0;
  #tailBytes = 0;
  /** Bytes that were not kept. */
  dropped = 0;

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.#headBytes < keptAtEachEnd) {
      this.#head.push(bytes);
      this.#headBytes += bytes.length;
      return;
    }
    this.#tail.push(bytes);
    this.#tailBytes += bytes.length;
    while (this.#tailBytes - (this.#tail[0]?.length ?? 0) >= keptAtEachEnd) this.#drop();
  }

  get text(): string {
    const gap = this.dropped === 0 ? [] : [Buffer.from(`\n[${this.dropped} bytes left out]\n`)];
    return Buffer.concat([...this.#head, ...gap, ...this.#tail]).toString('utf8');
  }

  #drop(): void {
    const [first, ...rest] = this.#tail;
    this.#tail = rest;
    this.#tailBytes -= first?.length ?? 0;
    this.dropped += first?.length ?? 0;
  }
}

/** Cuts bytes into lines as they come; a carriage return ends a line too, as progress meters use it. */
export function lineSplitter(onLine: (line: string) => void): (bytes: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return (bytes) => {
    const parts = (rest + decoder.write(bytes)).split(/\r\n|\n|\r/);
    rest = parts.pop() ?? '';
    for (const line of parts) if (line !== '') onLine(line);
  };
}
