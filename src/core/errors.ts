/** Every way a run can go wrong, one class each; the table in the README lists who has to act. */
export type ErrorCode =
  | 'usage'
  | 'nothing-matched'
  | 'definition'
  | 'unreachable'
  | 'command'
  | 'refused'
  | 'not-converged'
  | 'timeout'
  | 'cancelled';

export interface ErrorDetails {
  /** What the reader can do about it: one sentence, imperative. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The root of all errors that Drover raises on purpose. Anything else that is thrown is a bug of ours. */
export abstract class DroverError extends Error {
  abstract readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(message: string, { hint, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.hint = hint;
  }
}

/** Wrong flags or a file that is not there: the caller has to act; nothing was touched. */
export class UsageError extends DroverError {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

/** A pattern, limit, tag or task that was asked for is not there, or leaves nothing to do: nothing was touched. */
export class NothingMatchedError extends DroverError {
  override readonly name = 'NothingMatchedError';
  readonly code = 'nothing-matched';
}

/** A playbook, inventory or parameter is wrong: its author has to act; nothing was touched. */
export class DefinitionError extends DroverError {
  override readonly name = 'DefinitionError';
  readonly code = 'definition';
}

/** A host was not reached, did not prove who it is, did not accept us, or was lost. */
export class ConnectionError extends DroverError {
  override readonly name: string = 'ConnectionError';
  readonly code = 'unreachable';
}

/** A host that we were connected to went away. What was asked of it last may have been done, or not. */
export class LostError extends ConnectionError {
  override readonly name = 'LostError';
}

/** A command on a host ended with another exit code than 0. */
export class CommandError extends DroverError {
  override readonly name = 'CommandError';
  readonly code = 'command';
}

/** A module will not do what was asked: the system is unsupported, or something is in the way. */
export class RefusedError extends DroverError {
  override readonly name = 'RefusedError';
  readonly code = 'refused';
}

/** A change was applied and the host is still not as desired: the module's author has to act. */
export class NotConvergedError extends DroverError {
  override readonly name = 'NotConvergedError';
  readonly code = 'not-converged';
}

/** A finite time-out ran out; the message says which one and how long it was. */
export class TimeoutError extends DroverError {
  override readonly name = 'TimeoutError';
  readonly code = 'timeout';
}

/** The caller or a signal ended the run. */
export class CancelledError extends DroverError {
  override readonly name = 'CancelledError';
  readonly code = 'cancelled';
}
