import { ConnectionError } from '../core/errors.ts';

/** A server ended the connection before it had said who it is: it may just have too much to do. */
export class DroppedHandshake extends ConnectionError {}
