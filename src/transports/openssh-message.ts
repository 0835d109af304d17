type Field = { readonly byte: number } | number | string | Buffer;

/** Encodes a message for the control socket of `ssh`: its length, then numbers, and texts and bytes with their lengths. */
export function opensshMessage(fields: readonly Field[]): Buffer {
  const body = fields.map(encoded);
  return Buffer.concat([number(body.reduce((sum, part) => sum + part.length, 0)), ...body]);
}

function encoded(field: Field): Buffer {
  if (typeof field === 'number') return number(field);
  if (typeof field === 'object' && 'byte' in field) return Buffer.from([field.byte]);
  const bytes = typeof field === 'string' ? Buffer.from(field) : field;
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
