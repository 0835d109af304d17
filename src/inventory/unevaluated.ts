import { DefinitionError } from '../core/errors.ts';

/** A text with a template that is more than references to variables: nothing here knows what it would say. */
export class Unevaluated {
  readonly #text: string;
  readonly #why: string;

  /** `why` it is not, as the end of a sentence. */
  constructor(text: string, why: string) {
    this.#text = text;
    this.#why = why;
  }

  /** What whoever reads it is told. */
  problem(): DefinitionError {
    return new DefinitionError(`"${this.#text}" is not evaluated: ${this.#why}`, {
      hint: 'Write its value, or a reference such as "{{ name }}" or "{{ name.key }}"; a playbook can compute the rest.',
    });
  }
}
