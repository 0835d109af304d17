interface Piece {
  readonly bytes: number;
  readonly isQuick: boolean;
}

interface Held extends Piece {
  readonly text: string;
}

/**
 * What lies unread behind work that may take long: so much fits in a pipe in any case. More would stop the host from
 * reading on, and so from seeing that we are alive.
 */
const aheadBytes = 30_000;

/** Decides how much is sent ahead of the answers, so that sending ahead never hides the heartbeat from the host. */
export class SendWindow {
  readonly #write: (text: string) => void;
  readonly #sent: Piece[] = [];
  readonly #held: Held[] = [];

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Sends a request, now or once enough was answered. Behind quick ones any number may be sent at once. */
  send(text: string, isQuick: boolean): void {
    this.#held.push({ text, bytes: Buffer.byteLength(text), isQuick });
    this.#advance();
  }

  /** The first request that had no answer yet has one now. */
  answered(): void {
    this.#sent.shift();
    this.#advance();
  }

  #advance(): void {
    for (;;) {
      const [next] = this.#held;
      if (next === undefined || !this.#hasRoomFor(next)) return;
      this.#held.shift();
      this.#sent.push({ bytes: next.bytes, isQuick: next.isQuick });
      this.#write(next.text);
    }
  }

  #hasRoomFor({ bytes }: Piece): boolean {
    const slow = this.#sent.findIndex((piece) => !piece.isQuick);
    if (slow < 0) return true;
    const behind = this.#sent.slice(slow + 1).reduce((sum, piece) => sum + piece.bytes, 0);
    return behind + bytes <= aheadBytes;
  }
}
