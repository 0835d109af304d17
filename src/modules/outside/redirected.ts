interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Answered {
  readonly status: number;
  readonly location: string | undefined;
}

/** Where an answer leads on to; another server gets no credentials. Undefined: nowhere. */
export function redirected(sent: Sent, { status, location }: Answered): Sent | undefined {
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const url = new URL(location, sent.url);
  const isSame = url.origin === new URL(sent.url).origin;
  const kept = Object.entries(sent.headers).filter(
    ([name]) => isSame || !['authorization', 'cookie'].includes(name.toLowerCase()),
  );
  return { url: url.href, headers: Object.fromEntries(kept) };
}
