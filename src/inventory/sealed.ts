/** A number or a boolean of an encrypted file: a playbook sees it as it is, whoever prints an inventory does not. */
export class Sealed {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  toJSON(): string {
    return '[secret]';
  }
}
