import { Readable, Writable } from 'node:stream';
import { ConnectionError } from '../core/errors.ts';
import type { OpensshFields } from './openssh-fields.ts';
import { opensshMessage } from './openssh-message.ts';
import { ProgramChannel } from './program-channel.ts';

/** Messages of the SSH connection protocol (RFC 4254). */
const message = {
  open: 90,
  openConfirmation: 91,
  openFailure: 92,
  windowAdjust: 93,
  data: 94,
  extendedData: 95,
  eof: 96,
  close: 97,
  request: 98,
  success: 99,
  failure: 100,
} as const;

/** How much the other side may send before the reader has taken it. */
const windowBytes = 2 * 1024 * 1024;
const packetBytes = 32 * 1024;

export interface OpensshChannelOptions {
  readonly id: number;
  readonly command: string;
  readonly graceMs: number;
  /** Sends a packet; `done` is called when it is on its way. */
  readonly send: (packet: Buffer, done?: () => void) => void;
  /** The other side knows the channel no more. */
  readonly ended: () => void;
}

interface Unsent {
  readonly bytes: Buffer;
  readonly done: () => void;
}

/** One program at the other end: a session channel of the SSH connection protocol. */
export class OpensshChannel {
  /** The channel once the program was started. Rejects with a ConnectionError when the server does not want to. */
  readonly started: Promise<ProgramChannel>;
  readonly #options: OpensshChannelOptions;
  readonly #started = Promise.withResolvers<ProgramChannel>();
  readonly #program: ProgramChannel;
  readonly #stdout = this.#output();
  readonly #stderr = this.#output();
  #remote: number | undefined;
  #window = 0;
  #packet = packetBytes;
  #unsent: Unsent | undefined;
  #taken = 0;
  #isLeft = false;
  #exit: { readonly code: number | null; readonly signal: string | null } = { code: null, signal: null };

  constructor(options: OpensshChannelOptions) {
    this.#options = options;
    this.started = this.#started.promise;
    this.#program = new ProgramChannel({
      stdin: this.#input(),
      stdout: this.#stdout.stream,
      stderr: this.#stderr.stream,
      release: this.#leave,
      graceMs: options.graceMs,
    });
    this.#send([{ byte: message.open }, 'session', options.id, windowBytes, packetBytes]);
  }

  /** Lets go of it at once, whatever its state; whoever waits for it to start gets the reason. */
  abandon(reason: Error): void {
    this.#started.reject(reason);
    this.#program.close();
    this.#leave();
  }

  /** Takes a message of the other side, its number and the number of the channel read off. */
  take(type: number, fields: OpensshFields): void {
    switch (type) {
      case message.openConfirmation:
        return this.#confirmed(fields);
      case message.openFailure:
        return this.#refused(fields);
      case message.windowAdjust:
        this.#window += fields.number();
        return this.#pump();
      case message.data:
        return this.#stdout.add(fields.bytes());
      case message.extendedData:
        // There is one kind of it only: standard error.
        fields.number();
        return this.#stderr.add(fields.bytes());
      case message.eof:
        return this.#finish();
      case message.close:
        return this.#closed();
      case message.request:
        return this.#told(fields);
      case message.success:
        return this.#started.resolve(this.#program);
      case message.failure:
        return this.abandon(new ConnectionError('it does not run commands for this login'));
    }
  }

  #confirmed(fields: OpensshFields): void {
    this.#remote = fields.number();
    this.#window = fields.number();
    this.#packet = Math.min(fields.number(), packetBytes);
    // Nobody waits for it any more: now that it has a number, it can be closed.
    if (this.#isLeft) return this.#sendClose();
    this.#send([{ byte: message.request }, this.#remote, 'exec', { byte: 1 }, this.#options.command]);
  }

  #refused(fields: OpensshFields): void {
    fields.number();
    this.abandon(new ConnectionError(fields.text() || 'it opened no channel'));
    this.#options.ended();
  }

  #told(fields: OpensshFields): void {
    const kind = fields.text();
    fields.byte();
    if (kind === 'exit-status') this.#exit = { code: fields.number(), signal: null };
    else if (kind === 'exit-signal') this.#exit = { code: null, signal: `SIG${fields.text()}` };
    else return;
    this.#program.exited(this.#exit);
  }

  #finish(): void {
    this.#stdout.end();
    this.#stderr.end();
  }

  #closed(): void {
    this.#finish();
    this.#program.exited(this.#exit);
    this.#leave();
    this.#started.reject(new ConnectionError('it closed the channel at once'));
    this.#options.ended();
  }

  readonly #leave = (): void => {
    if (this.#isLeft) return;
    this.#isLeft = true;
    this.#sendClose();
  };

  #sendClose(): void {
    if (this.#remote !== undefined) this.#send([{ byte: message.close }, this.#remote]);
  }

  /** Gives the other side room for as much as the reader has taken. */
  readonly #take = (bytes: number): void => {
    this.#taken += bytes;
    if (this.#taken < windowBytes / 4 || this.#isLeft || this.#remote === undefined) return;
    this.#send([{ byte: message.windowAdjust }, this.#remote, this.#taken]);
    this.#taken = 0;
  };

  #output() {
    let held = 0;
    const release = () => {
      this.#take(held);
      held = 0;
    };
    const stream = new Readable({ read: release });
    return {
      stream,
      add: (bytes: Buffer) => {
        held += bytes.length;
        if (this.#isLeft || stream.push(bytes)) release();
      },
      end: () => void stream.push(null),
    };
  }

  #input(): Writable {
    return new Writable({
      write: (bytes: Buffer, _encoding, done) => {
        this.#unsent = { bytes, done };
        this.#pump();
      },
      final: (done) => {
        if (!this.#isLeft && this.#remote !== undefined) this.#send([{ byte: message.eof }, this.#remote]);
        done();
      },
    });
  }

  #pump(): void {
    while (this.#unsent !== undefined && this.#window > 0 && this.#remote !== undefined && !this.#isLeft) {
      const { bytes, done } = this.#unsent;
      const part = bytes.subarray(0, Math.min(this.#window, this.#packet));
      const rest = bytes.subarray(part.length);
      this.#window -= part.length;
      this.#unsent = rest.length === 0 ? undefined : { bytes: rest, done };
      this.#send([{ byte: message.data }, this.#remote, part], rest.length === 0 ? done : undefined);
    }
  }

  #send(fields: Parameters<typeof opensshMessage>[0], done?: () => void): void {
    const [type = { byte: 0 }, ...others] = fields;
    // The socket wants a byte of padding length, always 0, before the message.
    this.#options.send(opensshMessage([{ byte: 0 }, type, ...others]), done);
  }
}
