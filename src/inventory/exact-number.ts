/**
 * A number that Python prints in another way than JavaScript, such as `1.0`, or that no JavaScript number can hold.
 * Playbooks see its value; `list --format ansible` prints its text.
 */
export class ExactNumber {
  readonly value: number | string;
  readonly text: string;

  constructor(value: number | string, text: string) {
    this.value = value;
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** A float of Python: a plain number where both languages print it alike. */
export function exactFloat(value: number): number | ExactNumber {
  const text = pythonFloat(value);
  return text === String(value) ? value : new ExactNumber(value, text);
}

/** An integer of Python, of which `written` is how the source spells it: text where a number would lose digits. */
export function exactInteger(value: bigint, written: string): number | ExactNumber {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : new ExactNumber(written, String(value));
}

function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [digits = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const power = Number(exponent);
  if (power >= 16 || power < -4) {
    return `${sign}${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const fixed = withoutExponent(digits.replace('.', ''), power);
  return `${sign}${fixed.includes('.') ? fixed : `${fixed}.0`}`;
}

function withoutExponent(digits: string, power: number): string {
  if (power < 0) return `0.${'0'.repeat(-power - 1)}${digits}`;
  if (digits.length <= power + 1) return digits.padEnd(power + 1, '0');
  return `${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`;
}
