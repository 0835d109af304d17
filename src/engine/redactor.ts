import { cutMark } from '../core/cut-mark.ts';
import { Secret } from '../core/secret.ts';

const shortest = 4;

/** Of a file with passwords in it, the name of a section is none. */
const isHeading = /^\[[A-Za-z0-9 _.-]+\]$/;

/** Masks every secret it knows of in all that is reported, also in base64: the second net under the type `Secret`. */
export class Redactor {
  readonly #values = new Set<string>();

  /** Learns the secrets in a value, however deep. */
  learn(value: unknown): void {
    this.#learn(value, new Set());
  }

  /** The same value with every known secret in its texts replaced. */
  mask<T>(value: T): T {
    if (this.#values.size === 0) return value;
    return this.#masked(value) as T; // Same shape: only texts are replaced.
  }

  #learn(value: unknown, seen: Set<unknown>): void {
    if (value instanceof Secret) return this.#learnText(Secret.reveal(value));
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || seen.has(value)) return;
    seen.add(value);
    for (const inner of Object.values(value)) this.#learn(inner, seen);
  }

  #learnText(plain: string): void {
    // A mask for one or two letters would hide the whole report and protect nothing.
    if (plain.length < shortest) return;
    for (const form of [plain, Buffer.from(plain).toString('base64'), JSON.stringify(plain).slice(1, -1)]) {
      this.#values.add(form);
    }
    // Output is told line by line, and of a failure only the last lines.
    for (const line of plain.split(/[\r\n]+/)) {
      const text = line.trim();
      if (text.length >= shortest && !isHeading.test(text)) this.#values.add(text);
    }
  }

  #masked(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((inner) => this.#masked(inner));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#masked(inner)]));
  }

  #text(text: string): string {
    let masked = text;
    for (const secret of this.#values) masked = masked.replaceAll(secret, '[secret]');
    if (!masked.includes(cutMark)) return masked;
    for (const secret of this.#values) masked = withoutBeginnings(masked, secret);
    return masked;
  }
}

/** Masks what a cut has left of a secret: the longest beginning of it that stands right before a mark. */
function withoutBeginnings(text: string, secret: string): string {
  const parts = text.split(cutMark);
  return parts.map((part, at) => (at < parts.length - 1 ? withoutEnd(part, secret) : part)).join(cutMark);
}

function withoutEnd(part: string, secret: string): string {
  for (let length = Math.min(secret.length - 1, part.length); length >= shortest; length -= 1) {
    if (part.endsWith(secret.slice(0, length))) return `${part.slice(0, -length)}[secret]`;
  }
  return part;
}
