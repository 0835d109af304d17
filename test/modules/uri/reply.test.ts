import { expect, it } from 'vitest';
import { replyOf } from '../../../src/modules/uri/reply.ts';

it.each([
  ['names a protocol in a header', 'HTTP/1.0 200 OK\r\nServer: SimpleHTTP/0.6 Python/3.11.7\r\n', 200],
  ['came by a proxy', 'HTTP/1.1 404 Not Found\r\nVia: HTTP/1.1 proxy\r\n', 404],
  ['came after others', 'HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\nHTTP/2 201\r\nServer: b\r\n', 201],
])('an answer that %s has its own status', (_, head, status) => {
  const stdout = `answer\ndigest\n${head}\r\n\0content`;
  expect(replyOf({ stdout, stderr: '' })).toMatchObject({ status, content: 'content' });
});
