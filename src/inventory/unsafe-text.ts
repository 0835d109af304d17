/** Text under the tag `!unsafe`: plain text for a playbook, marked again where an inventory is printed for Ansible. */
export class UnsafeText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
